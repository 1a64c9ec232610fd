package dev.cmkconsole.ui.network;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import java.util.List;

/** Shows the regions of one project, asks whether private networking is required, and carries the plan out. */
public final class NetworkViewModel extends WizardTabViewModel {

    public NetworkViewModel(ProjectContext context) {
        super(
                context,
                Place.OfProject.PRIVATE_NETWORK,
                ReadScope.CONFIGURED.with(ReadScope.More.KMS_ENDPOINTS, ReadScope.More.REPLICAS));
    }

    @Override
    protected void begin(ProjectSnapshot now) {
        var flow = new NetworkFlow(service(), frame(), now, this::read);
        begin(wizard(
                frame().messages().get("networking.title", now.project().name()),
                flow,
                List.of(new RegionsPageViewModel(flow, now), ManualStepsPageViewModel.accessInRegions(flow))));
    }
}
