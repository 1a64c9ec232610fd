package dev.cmkconsole.ui.theme;
/**
 * What the user chose for the window, kept between starts; not tied to a connection. Both methods are fast enough
 * for the JavaFX thread.
 */
public interface UserSettings {

    ThemeChoice theme();

    /** Remembers the choice; written to disk in the background. */
    void theme(ThemeChoice choice);
}
