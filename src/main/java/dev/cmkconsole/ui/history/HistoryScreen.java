package dev.cmkconsole.ui.history;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;
import java.util.Optional;

/** The screen of recorded actions: what was done, by whom, when, on what, and with which result. */
public final class HistoryScreen implements Screen {

    @Override
    public boolean shows(Place place) {
        return place instanceof Place.History;
    }

    @Override
    public Optional<RailEntry> rail() {
        return Optional.of(new RailEntry("history.heading", "fth-clock", 50, Place.History.ALL));
    }

    @Override
    public Page open(ScreenContext context, Place place) {
        var model = new HistoryViewModel(context.frame(), context.service());
        var view = new HistoryView(model, context.views());
        var node = view.load();
        return Page.of(node, "help.history")
                .onShown(where -> model.show((Place.History) where))
                .onReadAgain(model::refresh)
                .onFocusFilter(view::focusFilter)
                .onDispose(model::dispose);
    }
}
