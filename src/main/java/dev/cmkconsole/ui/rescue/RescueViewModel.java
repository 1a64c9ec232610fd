package dev.cmkconsole.ui.rescue;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.rescue.Rescue;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import java.util.List;
import java.util.Optional;

/** Reads why Atlas cannot use the key, and leads from there to the repair. */
public final class RescueViewModel extends WizardTabViewModel {
    private RescueFlow flow;
    private ReviewPageViewModel review;
    private RunPageViewModel run;

    RescueViewModel(ProjectContext context) {
        super(
                context.service(),
                context.frame(),
                new Place.OfProject(context.projectId(), Place.OfProject.RESCUE),
                ReadScope.CONFIGURED,
                context.readAgain());
    }

    @Override
    protected void begin(ProjectSnapshot snapshot) {
        frame().tasks().run(() -> Rescue.of(service(), snapshot.project().id()), this::found, this::unread);
    }

    private void found(Rescue rescue) {
        flow = new RescueFlow(service(), frame(), rescue, this::read);
        review = new ReviewPageViewModel(flow, this::start);
        run = new RunPageViewModel(flow);
        var pages = wizard(
                frame().messages().get("rescue.heading", rescue.now().project().name()),
                List.of(new CausePageViewModel(flow), review, run));
        pages.begin();
        show(pages);
    }

    private void start(Confirmation confirmation) {
        start(flow.order(review.plan().accepted(), confirmation), flow.verb(), Optional.empty(), run, _ -> {});
    }
}
