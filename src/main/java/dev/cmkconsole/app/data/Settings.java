package dev.cmkconsole.app.data;

import dev.cmkconsole.connection.LastConnection;
import dev.cmkconsole.ui.theme.ThemeChoice;

/** The settings that the program remembers between starts. They never contain a secret. */
public record Settings(ThemeChoice theme, LastConnection connection) {
    public static final Settings STANDARD = new Settings(ThemeChoice.SYSTEM, LastConnection.NONE);

    public Settings withTheme(ThemeChoice chosen) {
        return new Settings(chosen, connection);
    }

    public Settings withConnection(LastConnection last) {
        return new Settings(theme, last);
    }
}
