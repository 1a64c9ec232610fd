package dev.cmkconsole.procedure.replica;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.DeletedPrincipals;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import dev.cmkconsole.procedure.access.LeftOut;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;

/**
 * The key policy of a new replica: the one of the project's key. KMS does not copy it, and its default policy would let
 * the whole account decide about the replica.
 */
final class CopiedPolicy {
    private final ReplicaWish want;
    private final StepId step;
    private final Optional<String> before;
    private final Optional<DeletedPrincipals.Cleaned> cleaned;
    private final String text;

    CopiedPolicy(ProjectSnapshot now, ReplicaWish want, KeyArn replica, StepId step) {
        this.want = want;
        this.step = step;
        this.before = now.aws().keyPolicy().value();
        this.cleaned = before.flatMap(Documents::parse).map(DeletedPrincipals::leaveOut);
        var own = now.aws().key().value().map(k -> k.arn().toString()).orElse(replica.toString());
        this.text = cleaned.map(DeletedPrincipals.Cleaned::document)
                .map(PolicyDocument::raw)
                .map(raw -> raw.replace(own, replica.toString()))
                .orElse("");
    }

    /** Blank where the policy is not known, so that KMS gives the replica its default one. */
    String text() {
        return text;
    }

    Status status() {
        if (cleaned.isEmpty()) {
            return accepted(Text.of("network.replicate.policyUnread"));
        }
        var undecided = cleaned.get().undecided();
        if (!undecided.isEmpty()) {
            return new Status.Blocked(Text.of("check.deleted.undecided", PolicyProposal.named(undecided)));
        }
        return LeftOut.doubt(before.orElse(""), text).map(this::accepted).orElse(Status.TO_DO);
    }

    /** The step itself stays to do when somebody accepts its doubt. */
    private Status accepted(Text doubt) {
        return want.accepted().contains(step) ? Status.TO_DO : new Status.CannotTell(doubt);
    }
}
