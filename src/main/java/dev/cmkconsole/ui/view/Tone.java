package dev.cmkconsole.ui.view;
/** The status colors of the theme; they are never the only sign of a status. */
public enum Tone {
    OK,
    CAUTION,
    DANGER,
    INFO,
    NEUTRAL;

    /** Returns the style class of the color token. */
    public String styleClass() {
        return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
