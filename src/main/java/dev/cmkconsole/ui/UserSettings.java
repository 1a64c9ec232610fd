package dev.cmkconsole.ui;

import dev.cmkconsole.connection.ConnectionMemory;
import dev.cmkconsole.ui.theme.ThemeChoice;

/** What the user chose for the window, kept between starts. All methods are fast enough for the JavaFX thread. */
public interface UserSettings extends ConnectionMemory {

    ThemeChoice theme();

    /** Remembers the choice; it is written to disk in the background. */
    void theme(ThemeChoice choice);
}
