package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.procedure.disable.DisablePlanner;
import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** Turns a project's own key off. It is reached from the overview, so that nobody meets it beside Enable. */
public final class DisableTab extends WizardTab {

    public DisableTab() {
        super(new TabEntry(Place.OfProject.DISABLE, "disable.tab", 90), "disable.help");
    }

    @Override
    public boolean inRow() {
        return false;
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return now.posture()
                .filter(p -> p == Posture.NOT_SET_UP || p == Posture.OTHER_PROVIDER)
                .flatMap(_ -> NotApplicable.because("disable.why.off", Place.OfProject.OLD_KEYS));
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new SetupViewModel<>(
                context,
                Place.OfProject.DISABLE,
                (service, _) ->
                        new SetupFlow.Wish<>(new DisablePlanner(service.waits()), DisableChoices.PLAIN, "disable"));
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return Optional.empty();
    }
}
