package dev.cmkconsole.procedure.rescue;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.retire.RetireChoices;
import java.util.Set;

/** The one repair of a cause, as the user was shown it. A run makes this repair and no other. */
public sealed interface Repair {

    /** The same repair with the steps that the user accepted. */
    Repair accepting(Set<StepId> steps);

    /** The change that a check proposes: a document, or the key's state. */
    record Change(FixChoices fix) implements Repair {
        @Override
        public Repair accepting(Set<StepId> steps) {
            return new Change(fix.withAccepted(steps));
        }
    }

    /** The role is created under its old name, with its trust and its access to the key. */
    record RoleAnew(EnableChoices access, KeyArn keyArn) implements Repair {
        @Override
        public Repair accepting(Set<StepId> steps) {
            return new RoleAnew(access.withAccepted(steps), keyArn);
        }
    }

    /** The access key that Atlas has is activated. */
    record Reactivation(RetireChoices accessKey) implements Repair {
        @Override
        public Repair accepting(Set<StepId> steps) {
            return new Reactivation(accessKey.withAccepted(steps));
        }
    }

    /**
     * The replica that Atlas uses is created again.
     *
     * @param accepted steps whose result is not known and that the user accepted
     */
    record ReplicaAnew(AwsRegion region, Set<StepId> accepted) implements Repair {
        public ReplicaAnew {
            accepted = Set.copyOf(accepted);
        }

        @Override
        public Repair accepting(Set<StepId> steps) {
            return new ReplicaAnew(region, steps);
        }
    }
}
