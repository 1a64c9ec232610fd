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
    public enum KnownState {
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

        KnownState(String word) {
            this.word = word;
        }
    }

    public static KeyState of(String word) {
        return new KeyState(word);
    }

    public KnownState known() {
        return Arrays.stream(KnownState.values())
                .filter(k -> k != KnownState.OTHER && k.word.equals(word))
                .findFirst()
                .orElse(KnownState.OTHER);
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
        return known == KnownState.PENDING_DELETION || known == KnownState.PENDING_REPLICA_DELETION;
    }

    @Override
    public String toString() {
        return word;
    }
}
