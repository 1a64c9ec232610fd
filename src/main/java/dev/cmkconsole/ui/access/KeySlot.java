package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import java.util.Optional;

/** Stores the key that a wizard's user selects or describes. */
public interface KeySlot {
    void key(KeyChoice choice);

    /** Returns the choice; empty until the user has made one. */
    Optional<KeyChoice> key();

    /** Returns why this key cannot be selected here; empty if it can. */
    default Optional<String> objection(KeyArn choice) {
        return Optional.empty();
    }
}
