package dev.cmkconsole.ui.protection;

import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.TabGroup;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** The section of the organization's policies that require keys. Every project has it, because a policy may bind it. */
public final class RequiredKeysTab extends WizardTab {

    public RequiredKeysTab() {
        super(new TabEntry(Place.OfProject.REQUIRED_KEYS, "requiredKeys.tab", 70), "requiredKeys.help");
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.KEYS);
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new RequiredKeysViewModel(context);
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return page instanceof RulePageViewModel rule
                ? Optional.of(new RulePageView(views, rule).node())
                : Optional.empty();
    }
}
