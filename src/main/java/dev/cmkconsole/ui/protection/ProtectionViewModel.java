package dev.cmkconsole.ui.protection;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.List;
import java.util.Optional;

/** Shows who may end one project's key, asks who shall, and carries the plan out. */
public final class ProtectionViewModel extends WizardTabViewModel {
    private ProtectionFlow flow;
    private ReviewPageViewModel review;
    private RunPageViewModel run;

    ProtectionViewModel(ProjectContext context) {
        super(
                context.service(),
                context.frame(),
                new Place.OfProject(context.projectId(), Place.OfProject.PROTECTION),
                ReadScope.CONFIGURED.with(ReadScope.More.KEY_GUARD),
                context.readAgain());
    }

    @Override
    protected void begin(ProjectSnapshot now) {
        flow = new ProtectionFlow(service(), frame(), now, this::read);
        review = new ReviewPageViewModel(flow, this::start);
        run = new RunPageViewModel(flow);
        var pages = wizard(
                frame().messages().get("protection.title", now.project().name()),
                List.of(new PrincipalsPageViewModel(flow, now), review, run));
        pages.begin();
        show(pages);
    }

    private void start(Confirmation confirmation) {
        start(flow.order(review.plan().accepted(), confirmation), flow.verb(), Optional.empty(), run, _ -> {});
    }

    @Override
    protected void refresh(WizardPage page) {
        if (page instanceof PrincipalsPageViewModel) {
            read();
        } else {
            super.refresh(page);
        }
    }
}
