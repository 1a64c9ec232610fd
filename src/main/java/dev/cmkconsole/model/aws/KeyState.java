package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.Text;
import java.util.Arrays;

/**
 * The state of a KMS key, in AWS' own word, so that a newer state is kept.
 *
 * @param word the {@code KeyState} of KeyMetadata (KMS API reference)
 */
public record KeyState(String word) {
    public static final KeyState ENABLED = of("Enabled");
    public static final KeyState DISABLED = of("Disabled");

    /** The states that this program knows; OTHER is any that came later. */
    public enum Known {
        CREATING("Creating"),
        ENABLED("Enabled"),
        DISABLED("Disabled"),
        PENDING_DELETION("PendingDeletion"),
        /** A multi-Region primary key that waits for its replicas to be deleted first. */
        PENDING_REPLICA_DELETION("PendingReplicaDeletion"),
        PENDING_IMPORT("PendingImport"),
        UPDATING("Updating"),
        UNAVAILABLE("Unavailable"),
        OTHER("");

        private final String word;

        Known(String word) {
            this.word = word;
        }
    }

    public static KeyState of(String word) {
        return new KeyState(word);
    }

    public Known known() {
        return Arrays.stream(Known.values())
                .filter(k -> k != Known.OTHER && k.word.equals(word))
                .findFirst()
                .orElse(Known.OTHER);
    }

    /** The state in words; a state that this program does not know is called as AWS calls it. */
    public Text text() {
        return Text.of("key.state." + known(), word);
    }

    public boolean enabled() {
        return equals(ENABLED);
    }

    public boolean disabled() {
        return equals(DISABLED);
    }

    /** Whether a deletion is scheduled, which can still be canceled. */
    public boolean awaitsDeletion() {
        var known = known();
        return known == Known.PENDING_DELETION || known == Known.PENDING_REPLICA_DELETION;
    }

    @Override
    public String toString() {
        return word;
    }
}
