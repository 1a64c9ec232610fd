package dev.cmkconsole.ui.roles;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.roles.RolesReading;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.List;

/** Shows the roles of a project, and then the plan for one of them and its run. */
public final class RolesViewModel extends WizardTabViewModel {
    private RolesFlow flow;

    RolesViewModel(ProjectContext context) {
        super(context, Place.OfProject.ROLES, ReadScope.CONFIGURED.with(ReadScope.More.ROLE_USE));
    }

    @Override
    protected void begin(ProjectSnapshot snapshot) {
        flow = new RolesFlow(service(), frame(), snapshot, this::read);
        var page = new RolesPageViewModel(flow, new RolesReading(snapshot, List.of()));
        begin(wizard(frame().messages().get("roles.heading", snapshot.project().name()), flow, List.of(page)));
        withHistory(page, snapshot);
    }

    /** The history tells which trust is that of records that this program deleted. */
    private void withHistory(RolesPageViewModel page, ProjectSnapshot snapshot) {
        frame().tasks().run(() -> RolesReading.of(service(), snapshot), page::show, _ -> {});
    }

    @Override
    protected void refresh(WizardPage page) {
        if (page instanceof RolesPageViewModel roles) {
            observe(
                    snapshot -> {
                        flow.snapshot(snapshot);
                        withHistory(roles, snapshot);
                    },
                    _ -> {});
        } else {
            super.refresh(page);
        }
    }
}
