package dev.cmkconsole.ui;

import dev.cmkconsole.connection.LastConnection;
import dev.cmkconsole.ui.theme.ThemeChoice;

/** Settings that last as long as their window. The tour uses them and so leaves the user's own settings unchanged. */
public final class UnsavedSettings implements UserSettings {
    private ThemeChoice theme;
    private LastConnection connection = LastConnection.NONE;

    public UnsavedSettings(ThemeChoice theme) {
        this.theme = theme;
    }

    @Override
    public ThemeChoice theme() {
        return theme;
    }

    @Override
    public void theme(ThemeChoice choice) {
        theme = choice;
    }

    @Override
    public LastConnection lastConnection() {
        return connection;
    }

    @Override
    public void remember(LastConnection last) {
        connection = last;
    }
}
