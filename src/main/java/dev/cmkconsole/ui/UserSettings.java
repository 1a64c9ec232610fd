package dev.cmkconsole.ui;

import dev.cmkconsole.connection.ConnectionMemory;
import dev.cmkconsole.ui.theme.ThemeChoice;

/** The user's choices for the window, kept between starts. All methods are fast enough for the JavaFX thread. */
public interface UserSettings extends ConnectionMemory {

    ThemeChoice theme();

    /** Remembers the choice and writes it to disk in the background. */
    void theme(ThemeChoice choice);
}
