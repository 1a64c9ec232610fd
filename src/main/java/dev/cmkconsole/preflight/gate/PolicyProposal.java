package dev.cmkconsole.preflight.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.DeletedPrincipals;
import dev.cmkconsole.policy.edit.DeletedPrincipals.Cleaned;
import dev.cmkconsole.policy.edit.DeletedPrincipals.DeletedPrincipal;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.policy.edit.PolicyMerge.Limit;
import dev.cmkconsole.policy.edit.PolicyMerge.MergeResult;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One more statement in a key or trust policy, as AWS would take it. Principals that no longer exist are left out,
 * because AWS refuses every document that has one.
 */
public sealed interface PolicyProposal {

    /**
     * @param widened whether Atlas' own statement takes the external id, for want of room for another statement
     * @param clean what {@code after} leaves out
     */
    record Write(PolicyDocument after, boolean widened, Cleaned clean) implements PolicyProposal {}

    /** @param label the statement that says the same already */
    record AlreadyThere(String label) implements PolicyProposal {}

    record TooLarge(int size, int limit) implements PolicyProposal {}

    record Malformed() implements PolicyProposal {}

    /** A statement exempts nobody but principals that no longer exist; only a person can decide about it. */
    record Undecided(List<DeletedPrincipal> principals) implements PolicyProposal {
        public Undecided {
            principals = List.copyOf(principals);
        }
    }

    static PolicyProposal key(PolicyDocument before, String roleArn) {
        return append(before, AtlasPolicies.keyStatement(roleArn), Limit.KEY);
    }

    static PolicyProposal trust(PolicyDocument before, String atlasAccountArn, String externalId) {
        var limit = Limit.ofTrust(before);
        var appended = append(before, AtlasPolicies.trustStatement(atlasAccountArn, externalId), limit);
        if (!(appended instanceof TooLarge)) {
            return appended;
        }
        var clean = DeletedPrincipals.leaveOut(before);
        return PolicyMerge.widenAtlasStatement(clean.document(), atlasAccountArn, externalId, limit)
                .<PolicyProposal>map(merged -> new Write(merged.document(), true, clean))
                .orElse(appended);
    }

    private static PolicyProposal append(PolicyDocument before, ObjectNode statement, Limit limit) {
        var clean = DeletedPrincipals.leaveOut(before);
        if (!clean.undecided().isEmpty()) {
            return new Undecided(clean.undecided());
        }
        return switch (PolicyMerge.append(clean.document(), statement, limit)) {
            case MergeResult.Merged(var document, var _) -> new Write(document, false, clean);
            case MergeResult.AlreadyThere(var existing, var _) -> new AlreadyThere(existing.label());
            case MergeResult.TooLarge(int size, int most) -> new TooLarge(size, most);
            case MergeResult.IllegalCharacter _ -> new Malformed();
        };
    }

    /** The advice, with whom the document leaves out. */
    static Text said(Text advice, Cleaned clean) {
        if (clean.leftOut().isEmpty()) {
            return advice;
        }
        var leftOut = Text.of("check.deleted.leftOut", advice, named(clean.leftOut()));
        return clean.droppedStatements().isEmpty()
                ? leftOut
                : Text.of("check.deleted.dropped", leftOut, String.join(", ", clean.droppedStatements()));
    }

    /** The principals' ids, each with its statement, for people. */
    static String named(List<DeletedPrincipal> principals) {
        return principals.stream()
                .map(p -> p.id() + " (\"" + p.statement().label() + "\")")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** One line of evidence for each principal that no longer exists. */
    static List<Text> deleted(PolicyDocument document) {
        return DeletedPrincipals.in(document).stream()
                .map(p -> Text.of("check.deleted", p.id(), p.statement().label()))
                .distinct()
                .toList();
    }
}
