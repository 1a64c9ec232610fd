package dev.cmkconsole.ui.access;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** A tab that leads through a procedure's wizard. */
public abstract class WizardTab implements ProjectTab {
    private final TabEntry entry;
    private final String helpKey;

    protected WizardTab(TabEntry entry, String helpKey) {
        this.entry = entry;
        this.helpKey = helpKey;
    }

    protected abstract WizardTabViewModel model(ProjectContext context);

    /** Returns the view of a procedure-specific page; empty for the shared pages. */
    protected abstract Optional<Node> view(ViewLoader views, WizardPage page);

    @Override
    public final TabEntry entry() {
        return entry;
    }

    @Override
    public final Page open(ProjectContext context) {
        var model = model(context);
        var views = context.views();
        var shared = new AccessPages(views, new SavedReport(context.frame()));
        var root = new WizardTabView(
                views,
                model,
                page -> view(views, page).or(() -> shared.view(page)).orElseThrow());
        return Page.of(root.node(), helpKey).onShown(_ -> model.open()).onReadAgain(model::readAgain);
    }
}
