package dev.cmkconsole.ui.rescue;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.TabGroup;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** Finds why Atlas cannot use a project's key, and makes the one repair. */
public final class RescueTab extends WizardTab {

    public RescueTab() {
        super(new TabEntry(Place.OfProject.RESCUE, "rescue.tab", 90), "rescue.help");
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.ACCESS);
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return NotApplicable.withoutKey(now, "rescue.why.notSetUp", Place.OfProject.ENABLE);
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new RescueViewModel(context);
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return page instanceof CausePageViewModel cause
                ? Optional.of(new CausePageView(views, cause).node())
                : Optional.empty();
    }
}
