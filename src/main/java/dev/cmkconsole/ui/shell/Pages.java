package dev.cmkconsole.ui.shell;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that are alive: those shown recently, and those with a change in progress. */
final class Pages {
    private static final int KEPT = 6;

    private final List<Screen> screens;
    private final ScreenContext context;
    private final Map<Object, Page> alive = new LinkedHashMap<>(16, 0.75f, true);

    Pages(List<Screen> screens, ScreenContext context) {
        this.screens = List.copyOf(screens);
        this.context = context;
    }

    Screen screen(Place place) {
        return screens.stream()
                .filter(s -> s.shows(place))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no screen shows " + place));
    }

    Page page(Place place) {
        var screen = screen(place);
        var page = alive.computeIfAbsent(screen.key(place), _ -> screen.open(context, place));
        discardOld();
        return page;
    }

    private void discardOld() {
        var busy = context.frame().activities().running().stream()
                .map(a -> screen(a.place()).key(a.place()))
                .toList();
        while (alive.size() > KEPT) {
            Optional<Object> oldest = alive.keySet().stream()
                    .limit(alive.size() - 1L)
                    .filter(key -> !busy.contains(key))
                    .findFirst();
            if (oldest.isEmpty()) {
                return;
            }
            alive.remove(oldest.get()).dispose();
        }
    }

    /** Discards all pages before another connection opens. */
    void discardAll() {
        alive.values().forEach(Page::dispose);
        alive.clear();
    }
}
