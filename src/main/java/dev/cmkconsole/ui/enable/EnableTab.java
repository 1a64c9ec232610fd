package dev.cmkconsole.ui.enable;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** The tab that enables customer-managed keys, for a project that has none yet. */
public final class EnableTab extends WizardTab {

    public EnableTab() {
        super(new TabEntry(Place.OfProject.ENABLE, "enable.tab", 10), "enable.help");
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return now.posture().flatMap(posture -> switch (posture) {
            case NOT_SET_UP, OTHER_PROVIDER -> Optional.empty();
            case ROLE_BASED -> NotApplicable.because("enable.why.roleBased", Place.OfProject.CLUSTERS);
            case ON_CREDENTIALS -> NotApplicable.because("enable.why.credentials", Place.OfProject.CLUSTERS);
            case KEY_IN_DOUBT, KEY_INVALID -> NotApplicable.because("enable.why.invalid", Place.OfProject.OVERVIEW);
        });
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new EnableViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return page instanceof ResultPageViewModel result
                ? Optional.of(new ResultPageView(views, result).node())
                : Optional.empty();
    }
}
