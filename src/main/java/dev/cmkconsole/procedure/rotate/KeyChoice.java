package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;

/** The key that a project moves to. */
public sealed interface KeyChoice {
    AwsRegion region();

    record Existing(KeyArn arn) implements KeyChoice {
        @Override
        public AwsRegion region() {
            return arn.region();
        }
    }

    /** A key that the procedure creates first; once it exists, the procedure finds it and creates no other. */
    record Create(NewKey key) implements KeyChoice {
        @Override
        public AwsRegion region() {
            return key.region();
        }
    }
}
