package dev.cmkconsole.ui.protection;

import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/** Names the organization's policies, and asks whether keys shall be required, and where. */
public final class RulePageViewModel extends QuestionPage {
    private final RequiredKeysFlow flow;
    private final ProjectSnapshot now;
    private final BooleanProperty off = new SimpleBooleanProperty(this, "off");
    private final BooleanProperty everywhere = new SimpleBooleanProperty(this, "everywhere");
    private final BooleanProperty searchNodes = new SimpleBooleanProperty(this, "searchNodes");

    RulePageViewModel(RequiredKeysFlow flow, ProjectSnapshot now) {
        super(
                "rule",
                flow.messages().get("requiredKeys.rule.name"),
                flow.messages().get("requiredKeys.rule.heading"),
                Buttons.question(flow.messages(), false));
        this.flow = flow;
        this.now = now;
    }

    /** The policies that the organization has, or why they are not known. */
    public String presentSaid() {
        return now.setup()
                .policies()
                .fold(
                        all -> all.isEmpty()
                                ? flow.messages().get("requireKeys.policies.none")
                                : flow.messages()
                                        .get(
                                                "requireKeys.policies.reason",
                                                all.stream()
                                                        .map(OrganizationPolicy::name)
                                                        .collect(Collectors.joining(", "))),
                        code -> flow.messages().get("requireKeys.policies.unread", code));
    }

    @Override
    public void leave(Departure departure) {
        flow.choose(!off.get(), everywhere.get(), searchNodes.get());
        departure.goOn();
    }

    public BooleanProperty offProperty() {
        return off;
    }

    public BooleanProperty everywhereProperty() {
        return everywhere;
    }

    public BooleanProperty searchNodesProperty() {
        return searchNodes;
    }
}
