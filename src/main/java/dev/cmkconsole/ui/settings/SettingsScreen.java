package dev.cmkconsole.ui.settings;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;
import dev.cmkconsole.ui.theme.Theme;
import java.util.Optional;

/** The settings screen; it is available without a connection. */
public final class SettingsScreen implements Screen {
    private final Theme theme;

    public SettingsScreen(Theme theme) {
        this.theme = theme;
    }

    @Override
    public boolean shows(Place place) {
        return place instanceof Place.Settings;
    }

    @Override
    public Optional<RailEntry> rail() {
        return Optional.of(new RailEntry("settings.heading", "fth-settings", 90, new Place.Settings()));
    }

    @Override
    public boolean needsConnection() {
        return false;
    }

    @Override
    public Page open(ScreenContext context, Place place) {
        var model = new SettingsViewModel(context.frame(), context.connections());
        var node = new SettingsView(model, theme, context.views()).load();
        model.start();
        return Page.of(node, "help.settings").onReadAgain(model::start).onDispose(model::stopTest);
    }
}
