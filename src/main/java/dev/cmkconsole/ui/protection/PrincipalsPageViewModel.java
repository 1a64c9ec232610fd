package dev.cmkconsole.ui.protection;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.protection.KeyProtection;
import dev.cmkconsole.preflight.protection.ProtectionCheck;
import dev.cmkconsole.procedure.protect.ProtectChoices;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Says who may end the key in each Region, and asks who shall still be able to. */
public final class PrincipalsPageViewModel extends QuestionPage {
    private final ProtectionFlow flow;
    private final List<KeyProtection> present;
    private final StringProperty principals = new SimpleStringProperty(this, "principals", "");
    private final BooleanProperty handOn = new SimpleBooleanProperty(this, "handOn");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");

    PrincipalsPageViewModel(ProtectionFlow flow, ProjectSnapshot now) {
        super(
                "principals",
                flow.messages().get("protection.principals.name"),
                flow.messages().get("protection.principals.heading"),
                Buttons.question(flow.messages(), false));
        this.flow = flow;
        this.present = ProtectionCheck.of(now);
        principals.set(proposed(now));
        principals.addListener((_, _, _) -> error.set(""));
    }

    /** Who is named now, or else the user, because KMS refuses a policy that its author could not change again. */
    private String proposed(ProjectSnapshot now) {
        var named = present.stream()
                .filter(p -> p.state() == KeyProtection.State.PROTECTED)
                .flatMap(p -> p.holders().stream())
                .filter(arn -> !arn.endsWith(":root"))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        if (named.isEmpty()) {
            now.aws()
                    .caller()
                    .value()
                    .map(AwsCaller::arn)
                    .filter(arn -> arn.contains(":user/"))
                    .ifPresent(named::add);
        }
        return String.join("\n", named);
    }

    /** Who may end the key now, a sentence for each Region. */
    public String presentSaid() {
        return present.isEmpty()
                ? flow.messages().get("protection.unknown")
                : present.stream().map(p -> flow.messages().say(p.said())).collect(Collectors.joining("\n\n"));
    }

    @Override
    public void leave(Departure departure) {
        var lines = Arrays.stream(principals.get().split("[\\s,]+"))
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.isEmpty()) {
            error.set(flow.messages().get("protection.principals.none"));
            departure.stay();
            return;
        }
        try {
            flow.wish(new ProtectChoices(lines, Optional.empty(), handOn.get(), Set.of(), Set.of()));
            departure.goOn();
        } catch (InputException e) {
            error.set(flow.messages().say(e.text()));
            departure.stay();
        }
    }

    public StringProperty principalsProperty() {
        return principals;
    }

    public BooleanProperty handOnProperty() {
        return handOn;
    }

    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }
}
