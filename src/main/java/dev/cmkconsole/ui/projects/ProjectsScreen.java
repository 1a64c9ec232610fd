package dev.cmkconsole.ui.projects;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The screen with the list of all projects. */
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
        var seen = new AtomicBoolean();
        return Page.of(node, "help.projects")
                .onShown(_ -> {
                    if (seen.getAndSet(true)) {
                        model.catchUp();
                    }
                })
                .onReadAgain(model::refresh)
                .onFocusFilter(view::focusFilter)
                .onDispose(model::dispose);
    }
}
