package dev.cmkconsole.model.outcome;
/**
 * What a person typed cannot be used. {@link #text()} is shown beside the field it was typed in.
 */
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
