package dev.cmkconsole.ui.projects;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;
import java.util.Optional;
import javafx.scene.Parent;

/** All projects at a glance. */
public final class ProjectsScreen implements Screen {

    @Override
    public boolean shows(Place place) {
        return place instanceof Place.Projects;
    }

    @Override
    public Optional<RailEntry> rail() {
        return Optional.of(new RailEntry("projects.heading", "fth-layers", 10, new Place.Projects()));
    }

    @Override
    public Page open(ScreenContext context, Place place) {
        var model = new ProjectsViewModel(context.frame(), context.service());
        var view = new ProjectsView(model, context.views());
        var node = view.load();
        model.start();
        return new Page() {
            private boolean seen;

            @Override
            public Parent node() {
                return node;
            }

            @Override
            public String helpKey() {
                return "help.projects";
            }

            @Override
            public void shown(Place where) {
                if (seen) {
                    model.catchUp();
                }
                seen = true;
            }

            @Override
            public void readAgain() {
                model.refresh();
            }

            @Override
            public void focusFilter() {
                view.focusFilter();
            }

            @Override
            public void dispose() {
                model.dispose();
            }
        };
    }
}
