package dev.cmkconsole.preflight;

import dev.cmkconsole.model.AwsCaller;
import dev.cmkconsole.model.AwsRequest;
import dev.cmkconsole.policy.AtlasPolicies;
import dev.cmkconsole.policy.PolicyMerge;
import dev.cmkconsole.policy.Truth;
import java.util.List;
import java.util.Optional;

/**
 * Row 13: the key's side lets the role in, by its policy or by a grant. Whatever the role's own policies say,
 * without this nothing helps.
 */
final class KeyPolicy extends Check {
    KeyPolicy() {
        super("key-policy", Group.ACCESS, List.of("kms:GetKeyPolicy", "kms:ListGrants"), Needs.GATE);
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        var found = KeyGate.of(facts);
        if (found.isEmpty() || facts.keyMissing()) {
            return Optional.empty();
        }
        var gate = found.get();
        if (facts.known(Part.KEY_POLICY).isEmpty()) {
            var account = facts.caller().map(AwsCaller::account);
            return account.isPresent() && !account.get().equals(gate.key().account())
                    ? cannotTell(
                            text("elsewhere", gate.key().account()),
                            List.of(),
                            advice("elsewhere.fix", gate.key().account()))
                    : unread(facts, Part.KEY_POLICY);
        }
        if (!gate.keyPolicy().complete()) {
            return cannotTell(text("malformed"), List.of(), advice("malformed.fix"));
        }
        var answers = AtlasPolicies.KEY_ACTIONS.stream()
                .map(action -> gate.keySide(action, true))
                .toList();
        var lines = Reasoning.of(answers.stream().map(KeyGate.Answer::decision).toList());
        var role = gate.role().toString();
        if (answers.stream().anyMatch(KeyGate.Answer::explicit)) {
            return fail(text("denied", role), lines, advice("denied.fix"));
        }
        if (answers.stream().anyMatch(a -> a.allowed() == Truth.FALSE)) {
            return fail(text(gate.crossAccount() ? "missingAcross" : "missing", role), lines, change(facts, gate));
        }
        if (answers.stream().anyMatch(a -> a.allowed() == Truth.UNKNOWN)) {
            return cannotTell(text("depends", role), lines, advice("depends.fix"));
        }
        boolean byGrant = AtlasPolicies.KEY_ACTIONS.stream()
                .anyMatch(action -> !gate.keySide(action, false).allowed().isTrue());
        return pass(text(byGrant ? "byGrant" : "pass", role), lines);
    }

    private Fix change(AccessFacts facts, KeyGate gate) {
        var before = facts.known(Part.KEY_POLICY).orElseThrow();
        return switch (PolicyMerge.append(
                Documents.parse(before).orElseThrow(),
                AtlasPolicies.keyStatement(gate.role().toString()),
                PolicyMerge.Limit.KEY)) {
            case PolicyMerge.Result.Merged(var document, var _) ->
                new Fix.PolicyChange(
                        text("fix"),
                        new AwsRequest.PutKeyPolicy(gate.key(), before, document.raw()),
                        before,
                        document.raw());
            case PolicyMerge.Result.TooLarge(int size, int limit) -> advice("tooLarge", size, limit);
            case PolicyMerge.Result.AlreadyThere(var existing, var _) -> advice("alreadyThere", existing.label());
            case PolicyMerge.Result.IllegalCharacter _ -> advice("malformed.fix");
        };
    }
}
