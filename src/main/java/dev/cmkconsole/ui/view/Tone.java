package dev.cmkconsole.ui.view;
/** The status colours of the theme; never the only sign of a status. */
public enum Tone {
    OK,
    CAUTION,
    DANGER,
    INFO,
    NEUTRAL;

    /** Style class of the token. */
    public String styleClass() {
        return "tone-" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
