package dev.cmkconsole.ui.rescue;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.rescue.Rescue;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import java.util.List;

/** Reads why Atlas cannot use the key, and leads from there to the repair. */
public final class RescueViewModel extends WizardTabViewModel {

    RescueViewModel(ProjectContext context) {
        super(context, Place.OfProject.RESCUE, ReadScope.CONFIGURED);
    }

    @Override
    protected void begin(ProjectSnapshot snapshot) {
        frame().tasks().run(() -> Rescue.of(service(), snapshot.project().id()), this::found, this::unread);
    }

    private void found(Rescue rescue) {
        var flow = new RescueFlow(service(), frame(), rescue, this::read);
        begin(wizard(
                frame().messages().get("rescue.heading", rescue.now().project().name()),
                flow,
                List.of(new CausePageViewModel(flow))));
    }
}
