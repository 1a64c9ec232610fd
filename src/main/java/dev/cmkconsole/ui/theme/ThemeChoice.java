package dev.cmkconsole.ui.theme;
/** The user's theme; SYSTEM follows the desktop live. */
public enum ThemeChoice {
    SYSTEM,
    LIGHT,
    DARK
}
