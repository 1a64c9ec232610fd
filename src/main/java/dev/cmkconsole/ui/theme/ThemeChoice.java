package dev.cmkconsole.ui.theme;
/** What the user wants to see; SYSTEM follows the desktop, live. */
public enum ThemeChoice {
    SYSTEM,
    LIGHT,
    DARK
}
