package dev.cmkconsole.ui.protection;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import java.util.List;

/** Shows the organization's policies, asks whether they shall require keys, and carries the plan out. */
public final class RequiredKeysViewModel extends WizardTabViewModel {

    RequiredKeysViewModel(ProjectContext context) {
        super(context, Place.OfProject.REQUIRED_KEYS, ReadScope.CONFIGURED.with(ReadScope.More.POLICIES));
    }

    @Override
    protected void begin(ProjectSnapshot now) {
        var flow = new RequiredKeysFlow(service(), frame(), now, this::read);
        begin(wizard(
                frame().messages().get("requiredKeys.title", now.project().name()),
                flow,
                List.of(new RulePageViewModel(flow, now))));
    }
}
