package dev.cmkconsole.procedure.rotate;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.procedure.plan.StepId;

/** Which key a project moves to. */
public sealed interface KeyChoice {
    /** The step that makes a new key; it says where the alias is taken. */
    StepId CREATE = StepId.of("create-key");
    /** The step that gives it its alias. */
    StepId NAME = StepId.of("name-key");
    /** The step that has KMS renew its material by itself. */
    StepId RENEW = StepId.of("rotate-by-itself");

    AwsRegion region();

    record Existing(KeyArn arn) implements KeyChoice {
        @Override
        public AwsRegion region() {
            return arn.region();
        }
    }

    /** A key that the procedure makes first; once it is there, it is found and not made again. */
    record Create(NewKey key) implements KeyChoice {
        @Override
        public AwsRegion region() {
            return key.region();
        }
    }
}
