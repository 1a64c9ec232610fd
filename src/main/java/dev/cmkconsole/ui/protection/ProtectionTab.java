package dev.cmkconsole.ui.protection;

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

/** The section that says who may end the project's key, and leaves it to named principals. */
public final class ProtectionTab extends WizardTab {

    public ProtectionTab() {
        super(new TabEntry(Place.OfProject.PROTECTION, "protection.tab", 60), "protection.help");
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.KEYS);
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return NotApplicable.withoutKey(now, "protection.why.notSetUp", Place.OfProject.ENABLE);
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new ProtectionViewModel(context);
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return page instanceof PrincipalsPageViewModel principals
                ? Optional.of(new PrincipalsPageView(views, principals).node())
                : Optional.empty();
    }
}
