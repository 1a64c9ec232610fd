package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import javafx.scene.Parent;

/**
 * Keys that a project once used, and the access key it used them with, as a tab of every project: what was turned
 * off long ago may still be needed.
 */
public final class OldKeysTab implements ProjectTab {

    @Override
    public String id() {
        return Place.OfProject.OLD_KEYS;
    }

    @Override
    public String titleKey() {
        return "oldKeys.tab";
    }

    @Override
    public int rank() {
        return 40;
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new OldKeysViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
        var view = new OldKeysView(context.views(), model);
        return new Page() {
            @Override
            public Parent node() {
                return view.node();
            }

            @Override
            public String helpKey() {
                return "oldKeys.help";
            }

            @Override
            public void shown(Place place) {
                model.open();
            }

            @Override
            public void readAgain() {
                model.read();
            }
        };
    }
}
