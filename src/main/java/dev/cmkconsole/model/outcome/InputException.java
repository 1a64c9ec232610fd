package dev.cmkconsole.model.outcome;
/** The user typed something unusable. {@link #text()} is shown beside the field. */
public final class InputException extends IllegalArgumentException {
    private final transient Text text;

    public InputException(String key, Object... args) {
        super(key);
        this.text = Text.of(key, args);
    }

    public Text text() {
        return text;
    }
}
