package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.edit.DeletedPrincipals;
import dev.cmkconsole.policy.edit.DeletedPrincipals.DeletedPrincipal;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;

/** The principals that no longer exist and that a written document leaves out, for which somebody has to consent. */
public final class LeftOut {
    private LeftOut() {}

    /** To do, or to be consented to first. */
    static Status status(AccessState state, StepId step, String before, String after) {
        return state.want().accepted().contains(step)
                ? Status.TO_DO
                : doubt(before, after).<Status>map(Status.CannotTell::new).orElse(Status.TO_DO);
    }

    /** What a document leaves out; empty where it leaves nobody out. */
    public static Optional<Text> doubt(String before, String after) {
        var kept = deleted(after).stream().map(DeletedPrincipal::id).toList();
        var leftOut =
                deleted(before).stream().filter(p -> !kept.contains(p.id())).toList();
        return leftOut.isEmpty()
                ? Optional.empty()
                : Optional.of(Text.of("enable.leavesOut", PolicyProposal.named(leftOut)));
    }

    /** An earlier document that names deleted principals cannot be put back as it was, because AWS refuses it. */
    public static Reversibility reversibility(String before) {
        return deleted(before).isEmpty() ? Reversibility.UNDO : Reversibility.COMPENSATE;
    }

    /** The principals of a document that no longer exist. AWS refuses to write it. */
    public static List<DeletedPrincipal> deleted(String document) {
        return Documents.parse(document).map(DeletedPrincipals::in).orElse(List.of());
    }
}
