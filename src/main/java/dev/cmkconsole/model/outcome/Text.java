package dev.cmkconsole.model.outcome;

import java.util.Arrays;
import java.util.List;

/**
 * A message key with its arguments; the words are in {@code messages.properties}. Equal texts have the same meaning.
 * Arguments are strings, numbers, {@link java.time.Instant}s or other texts.
 */
public record Text(String key, List<Object> args) {

    public Text {
        args = List.copyOf(args);
    }

    public static Text of(String key, Object... args) {
        return new Text(key, Arrays.asList(args));
    }
}
