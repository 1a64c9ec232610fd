package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.nav.TabGroup;
import java.util.Optional;

/**
 * The tab of old keys and the old access key. Every project has it, because a key that is no longer in use may still be
 * needed.
 */
public final class OldKeysTab implements ProjectTab {

    @Override
    public TabEntry entry() {
        return new TabEntry(Place.OfProject.OLD_KEYS, "oldKeys.tab", 40);
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.KEYS);
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new OldKeysViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
        var view = new OldKeysView(context.views(), model);
        return Page.of(view.node(), "oldKeys.help").onShown(_ -> model.open()).onReadAgain(model::read);
    }
}
