package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;

/**
 * Keys that a project once used, and the access key it used them with, as a tab of every project: what was turned
 * off long ago may still be needed.
 */
public final class OldKeysTab implements ProjectTab {

    @Override
    public TabEntry entry() {
        return new TabEntry(Place.OfProject.OLD_KEYS, "oldKeys.tab", 40);
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new OldKeysViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
        var view = new OldKeysView(context.views(), model);
        return Page.of(view.node(), "oldKeys.help").onShown(_ -> model.open()).onReadAgain(model::read);
    }
}
