package dev.cmkconsole.ui.project;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;

/** The tab with the facts of a project and the next sensible step. */
final class OverviewTab implements ProjectTab {

    @Override
    public TabEntry entry() {
        return new TabEntry(Place.OfProject.OVERVIEW, "overview.title", 0);
    }

    @Override
    public Page open(ProjectContext context) {
        var view = new OverviewView(new OverviewViewModel(context), context.views());
        return Page.of(view.load(), "help.project");
    }
}
