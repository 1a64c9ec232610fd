package dev.cmkconsole.ui.network;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.List;
import java.util.Optional;

/** Shows the regions of one project, asks whether private networking is required, and carries the plan out. */
public final class NetworkViewModel extends WizardTabViewModel {
    private NetworkFlow flow;
    private ReviewPageViewModel review;
    private RunPageViewModel run;

    public NetworkViewModel(ProjectContext context) {
        super(
                context.service(),
                context.frame(),
                new Place.OfProject(context.projectId(), Place.OfProject.PRIVATE_NETWORK),
                ReadScope.CONFIGURED.with(ReadScope.More.KMS_ENDPOINTS, ReadScope.More.REPLICAS),
                context.readAgain());
    }

    @Override
    protected void begin(ProjectSnapshot now) {
        flow = new NetworkFlow(service(), frame(), now, this::read);
        review = new ReviewPageViewModel(flow, this::start);
        run = new RunPageViewModel(flow);
        var pages = wizard(
                frame().messages().get("networking.title", now.project().name()),
                List.of(
                        new RegionsPageViewModel(flow, now),
                        ManualStepsPageViewModel.accessInRegions(flow),
                        review,
                        run));
        pages.begin();
        show(pages);
    }

    private void start(Confirmation confirmation) {
        start(flow.order(review.plan().accepted(), confirmation), flow.verb(), Optional.empty(), run, _ -> {});
    }

    @Override
    protected void refresh(WizardPage page) {
        if (page instanceof RegionsPageViewModel) {
            read();
        } else {
            super.refresh(page);
        }
    }
}
