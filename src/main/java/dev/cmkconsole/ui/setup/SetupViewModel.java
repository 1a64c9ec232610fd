package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Shows the plan of a procedure that has nothing to ask, and runs it. */
public final class SetupViewModel<C extends Choices<C>> extends WizardTabViewModel {
    private final ProjectContext context;
    private final BiFunction<EncryptionService, ProjectSnapshot, SetupFlow.Wish<C>> wish;
    private SetupFlow<C> flow;
    private ReviewPageViewModel review;
    private RunPageViewModel run;

    /** @param wish what the user wants of a project as it was just read */
    SetupViewModel(
            ProjectContext context,
            String tab,
            BiFunction<EncryptionService, ProjectSnapshot, SetupFlow.Wish<C>> wish) {
        super(
                context.service(),
                context.frame(),
                new Place.OfProject(context.projectId(), tab),
                ReadScope.CONFIGURED,
                context.readAgain());
        this.context = context;
        this.wish = wish;
    }

    @Override
    protected void begin(ProjectSnapshot snapshot) {
        flow = new SetupFlow<>(service(), frame(), snapshot, this::read, wish.apply(context.service(), snapshot));
        review = new ReviewPageViewModel(flow, this::start);
        run = new RunPageViewModel(flow);
        var pages = wizard(flow.title(), List.of(review, run));
        pages.begin();
        show(pages);
    }

    private void start(Confirmation confirmation) {
        start(flow.order(review.plan().accepted(), confirmation), flow.verb(), Optional.empty(), run, _ -> {});
    }
}
