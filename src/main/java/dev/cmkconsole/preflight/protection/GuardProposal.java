package dev.cmkconsole.preflight.protection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.DeletedPrincipals;
import dev.cmkconsole.policy.edit.DeletedPrincipals.Cleaned;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.policy.edit.PolicyMerge.Limit;
import dev.cmkconsole.policy.edit.PolicyMerge.MergeResult;
import dev.cmkconsole.policy.edit.PolicyRemoval;
import dev.cmkconsole.policy.guard.GuardStatements;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import java.util.List;

/** A key policy with the protecting statements. An earlier one of the same kind gives way; nothing else changes. */
public final class GuardProposal {
    private GuardProposal() {}

    /** @param exempt the principals that may still end the key, the root user included */
    public static PolicyProposal of(PolicyDocument before, List<String> exempt) {
        var clean = DeletedPrincipals.leaveOut(before);
        if (!clean.undecided().isEmpty()) {
            return new PolicyProposal.Undecided(clean.undecided());
        }
        var kept = PolicyRemoval.without(clean.document(), GuardStatements::isOnlyNamed);
        var guarded = append(kept, GuardStatements.onlyNamed(exempt), clean);
        return guarded instanceof PolicyProposal.Write(var document, var _, var _)
                ? append(document, GuardStatements.longWait(), clean)
                : guarded;
    }

    private static PolicyProposal append(PolicyDocument document, ObjectNode statement, Cleaned clean) {
        return switch (PolicyMerge.append(document, statement, Limit.KEY)) {
            case MergeResult.Merged(var merged, var _) -> new PolicyProposal.Write(merged, false, clean);
            case MergeResult.AlreadyThere _ -> new PolicyProposal.Write(document, false, clean);
            case MergeResult.TooLarge(int size, int most) -> new PolicyProposal.TooLarge(size, most);
            case MergeResult.IllegalCharacter _ -> new PolicyProposal.Malformed();
        };
    }
}
