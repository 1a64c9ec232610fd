package dev.cmkconsole.ui.project;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import javafx.scene.Parent;

/** The facts of a project and the next sensible step. */
final class OverviewTab implements ProjectTab {

    @Override
    public String id() {
        return Place.OfProject.OVERVIEW;
    }

    @Override
    public String titleKey() {
        return "overview.title";
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public Page open(ProjectContext context) {
        var node = new OverviewView(new OverviewViewModel(context), context.views()).load();
        return new Page() {
            @Override
            public Parent node() {
                return node;
            }

            @Override
            public String helpKey() {
                return "help.project";
            }
        };
    }
}
