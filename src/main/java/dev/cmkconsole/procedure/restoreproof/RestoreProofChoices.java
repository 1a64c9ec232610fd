package dev.cmkconsole.procedure.restoreproof;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which snapshot to restore.
 *
 * @param key the key whose newest snapshot is restored; empty for a key that the project no longer uses
 * @param cluster only snapshots of this cluster; empty for any
 * @param since when the user asked for it; a restore that ended after that is the asked one
 * @param cleanUp whether to delete what interrupted proofs left, and to restore nothing
 * @param accepted steps without an answer that the user accepted
 */
public record RestoreProofChoices(
        Optional<KeyArn> key, Optional<String> cluster, Instant since, boolean cleanUp, Set<StepId> accepted)
        implements Choices<RestoreProofChoices> {

    public RestoreProofChoices {
        accepted = Set.copyOf(accepted);
    }

    public static RestoreProofChoices of(Optional<KeyArn> key, Instant since) {
        return new RestoreProofChoices(key, Optional.empty(), since, false, Set.of());
    }

    public static RestoreProofChoices cleanUp(Instant since) {
        return new RestoreProofChoices(Optional.empty(), Optional.empty(), since, true, Set.of());
    }

    public RestoreProofChoices ofCluster(Optional<String> name) {
        return new RestoreProofChoices(key, name, since, cleanUp, accepted);
    }

    @Override
    public RestoreProofChoices withAccepted(Set<StepId> steps) {
        return new RestoreProofChoices(key, cluster, since, cleanUp, steps);
    }

    @Override
    public RestoreProofChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
