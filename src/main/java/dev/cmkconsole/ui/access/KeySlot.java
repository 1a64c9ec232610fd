package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.KeyArn;
import java.util.Optional;

/** Where a wizard keeps the key that was chosen. */
public interface KeySlot {
    void key(KeyArn choice);

    Optional<KeyArn> key();

    /** Why this key is not one to choose here, in words; empty where it is. */
    default Optional<String> objection(KeyArn choice) {
        return Optional.empty();
    }
}
