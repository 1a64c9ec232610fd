package dev.cmkconsole.model.atlas.alert;

import dev.cmkconsole.model.outcome.Text;
import java.util.Optional;
import java.util.stream.Stream;

/** An alert of Atlas about a project's own key in AWS KMS. */
public enum KeyAlert {
    NEEDS_ROTATION("rotation", "AWS_ENCRYPTION_KEY_NEEDS_ROTATION"),
    KEY_INVALID("key-invalid", "AWS_ENCRYPTION_KEY_INVALID"),
    CONFIGURATION_INVALID("configuration", "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID"),
    NETWORK_DENIED("network", "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED");

    private final String word;
    private final String eventType;

    KeyAlert(String word, String eventType) {
        this.word = word;
        this.eventType = eventType;
    }

    /** The word of the command line and of step ids. */
    public String word() {
        return word;
    }

    /** Atlas' name of the condition (Atlas Admin API, {@code eventTypeName}). */
    public String eventType() {
        return eventType;
    }

    /** Whether the configuration has a number of days. */
    public boolean hasDays() {
        return this == NEEDS_ROTATION;
    }

    public Text title() {
        return Text.of("keyAlert." + name());
    }

    /** What to do while the alert is open. */
    public Text remedy() {
        return Text.of("keyAlert." + name() + ".do");
    }

    public static Optional<KeyAlert> ofEvent(String type) {
        return Stream.of(values()).filter(a -> a.eventType.equals(type)).findFirst();
    }

    public static Optional<KeyAlert> ofWord(String typed) {
        return Stream.of(values()).filter(a -> a.word.equals(typed)).findFirst();
    }
}
