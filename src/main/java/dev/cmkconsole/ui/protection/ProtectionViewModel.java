package dev.cmkconsole.ui.protection;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import java.util.List;

/** Shows who may end one project's key, asks who shall, and carries the plan out. */
public final class ProtectionViewModel extends WizardTabViewModel {

    ProtectionViewModel(ProjectContext context) {
        super(context, Place.OfProject.PROTECTION, ReadScope.CONFIGURED.with(ReadScope.More.KEY_GUARD));
    }

    @Override
    protected void begin(ProjectSnapshot now) {
        var flow = new ProtectionFlow(service(), frame(), now, this::read);
        begin(wizard(
                frame().messages().get("protection.title", now.project().name()),
                flow,
                List.of(new PrincipalsPageViewModel(flow, now))));
    }
}
