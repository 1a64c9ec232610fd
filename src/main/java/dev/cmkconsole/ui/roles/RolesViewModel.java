package dev.cmkconsole.ui.roles;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.roles.RolesReading;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.List;
import java.util.Optional;

/** Shows the roles of a project, and then the plan for one of them and its run. */
public final class RolesViewModel extends WizardTabViewModel {
    private RolesFlow flow;
    private ReviewPageViewModel review;
    private RunPageViewModel run;

    RolesViewModel(ProjectContext context) {
        super(
                context.service(),
                context.frame(),
                new Place.OfProject(context.projectId(), Place.OfProject.ROLES),
                ReadScope.CONFIGURED.with(ReadScope.More.ROLE_USE),
                context.readAgain());
    }

    @Override
    protected void begin(ProjectSnapshot snapshot) {
        flow = new RolesFlow(service(), frame(), snapshot, this::read);
        var page = new RolesPageViewModel(flow, new RolesReading(snapshot, List.of()));
        review = new ReviewPageViewModel(flow, this::start);
        run = new RunPageViewModel(flow);
        var pages = wizard(
                frame().messages().get("roles.heading", snapshot.project().name()), List.of(page, review, run));
        pages.begin();
        show(pages);
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

    private void start(Confirmation confirmation) {
        start(flow.order(review.plan().accepted(), confirmation), flow.verb(), Optional.empty(), run, _ -> {});
    }
}
