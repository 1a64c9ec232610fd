package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;

/** The key that a project moves to. */
public sealed interface KeyChoice {
    record Existing(KeyArn arn) implements KeyChoice {}

    /** A key that the procedure creates first; once it exists, the procedure finds it and creates no other. */
    record Create(NewKey key) implements KeyChoice {}
}
