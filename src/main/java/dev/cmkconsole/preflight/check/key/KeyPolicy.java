package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation.ActionAnswer;
import dev.cmkconsole.preflight.gate.Reasoning;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code key-policy}: the key policy or a grant lets the role in. Without that, the role's own policies have no
 * effect.
 */
public final class KeyPolicy extends Check {
    public KeyPolicy() {
        super(CheckId.KEY_POLICY, Group.ACCESS, List.of("kms:GetKeyPolicy", "kms:ListGrants"), EvidenceSets.GATE);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var found = KeyAccessEvaluation.of(facts);
        if (found.isEmpty() || facts.keyMissing()) {
            return Optional.empty();
        }
        var gate = found.get();
        if (facts.known(Evidence.KEY_POLICY).isEmpty()) {
            var account = facts.caller().map(AwsCaller::account);
            return account.isPresent() && !account.get().equals(gate.key().account())
                    ? cannotTell(
                            text("elsewhere", gate.key().account()),
                            List.of(),
                            advice("elsewhere.fix", gate.key().account()))
                    : unread(facts, Evidence.KEY_POLICY);
        }
        if (!gate.keyPolicy().complete()) {
            return cannotTell(text("malformed"), List.of(), advice("malformed.fix"));
        }
        var lines = Reasoning.of(
                gate.keySideAnswers().stream().map(ActionAnswer::decision).toList());
        var role = gate.role().toString();
        return switch (gate.keySide()) {
            case DENIED -> fail(refused(gate, "denied"), lines, advice("denied.fix"));
            case MISSING ->
                fail(refused(gate, gate.crossAccount() ? "missingAcross" : "missing"), lines, change(facts, gate));
            case MISSING_UNLESS_GRANTED ->
                cannotTell(text("missingUnlessGranted", role, notSure(gate)), lines, change(facts, gate));
            case DEPENDS -> cannotTell(text("depends", role, notSure(gate)), lines, advice("depends.fix"));
            case BY_GRANT -> pass(text("byGrant", role), lines);
            case ALLOWED -> pass(text("pass", role), lines);
        };
    }

    /** The actions that are not certainly allowed. */
    private static String notSure(KeyAccessEvaluation gate) {
        return AtlasPolicies.KEY_ACTIONS.stream()
                .filter(action -> !gate.keySide(action, true).allowed().isTrue())
                .collect(Collectors.joining(", "));
    }

    private Text refused(KeyAccessEvaluation gate, String plain) {
        return gate.keySideRefusal().reason("check." + id(), gate.role().toString(), plain);
    }

    private Fix change(AccessFacts facts, KeyAccessEvaluation gate) {
        var before = facts.known(Evidence.KEY_POLICY).orElseThrow();
        return switch (PolicyMerge.append(
                Documents.parse(before).orElseThrow(),
                AtlasPolicies.keyStatement(gate.role().toString()),
                PolicyMerge.Limit.KEY)) {
            case PolicyMerge.MergeResult.Merged(var document, var _) ->
                new Fix.PolicyChange(
                        text("fix"),
                        new AwsRequest.PutKeyPolicy(gate.key(), before, document.raw()),
                        before,
                        document.raw());
            case PolicyMerge.MergeResult.TooLarge(int size, int limit) -> advice("tooLarge", size, limit);
            case PolicyMerge.MergeResult.AlreadyThere(var existing, var _) -> advice("alreadyThere", existing.label());
            case PolicyMerge.MergeResult.IllegalCharacter _ -> advice("malformed.fix");
        };
    }
}
