package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.KeyArn;
import java.util.Optional;

/** Stores the key that a wizard's user selects. */
public interface KeySlot {
    void key(KeyArn choice);

    Optional<KeyArn> key();

    /** Returns why this key cannot be selected here; empty if it can. */
    default Optional<String> objection(KeyArn choice) {
        return Optional.empty();
    }
}
