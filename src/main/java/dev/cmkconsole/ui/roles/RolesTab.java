package dev.cmkconsole.ui.roles;

import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.TabGroup;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** The section that shows the roles of a project. Every project has it, because trust may be left over in any account. */
public final class RolesTab extends WizardTab {

    public RolesTab() {
        super(new TabEntry(Place.OfProject.ROLES, "roles.tab", 40), "roles.help");
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.ACCESS);
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new RolesViewModel(context);
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return page instanceof RolesPageViewModel roles
                ? Optional.of(new RolesPageView(views, roles).node())
                : Optional.empty();
    }
}
