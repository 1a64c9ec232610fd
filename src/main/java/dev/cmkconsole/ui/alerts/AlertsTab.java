package dev.cmkconsole.ui.alerts;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** The tab about the alerts on a project's own key. */
public final class AlertsTab extends WizardTab {

    public AlertsTab() {
        super(new TabEntry(Place.OfProject.ALERTS, "alertsTab.tab", 70), "alertsTab.help");
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return NotApplicable.withoutKey(now, "alertsTab.why.notSetUp", Place.OfProject.ENABLE);
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new AlertsViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return Optional.ofNullable(
                switch (page) {
                    case AlertsPageViewModel alerts -> new AlertsPageView(views, alerts).node();
                    case ChangePageViewModel change -> new ChangePageView(views, change).node();
                    case AcknowledgePageViewModel one -> new AcknowledgePageView(views, one).node();
                    default -> null;
                });
    }
}
