package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.check.Suffices;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation.ActionAnswer;
import dev.cmkconsole.preflight.gate.KeySide;
import dev.cmkconsole.preflight.gate.KeyWriters;
import dev.cmkconsole.preflight.gate.PolicyProposal;
import dev.cmkconsole.preflight.gate.Reasoning;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code key-policy}: the key policy or a grant lets the role in. Without that, the role's own policies have no
 * effect.
 */
public final class KeyPolicy extends Check {
    private static final Set<KeySide> LACKS = Set.of(KeySide.MISSING, KeySide.MISSING_UNLESS_GRANTED);

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
        var lines = new ArrayList<>(Reasoning.of(
                gate.keySideAnswers().stream().map(ActionAnswer::decision).toList()));
        gate.keyPolicy().policies().forEach(p -> lines.addAll(PolicyProposal.deleted(p.document())));
        var role = gate.role().toString();
        return switch (gate.keySide()) {
            case DENIED -> fail(gate.keySideRefusal().symptom(), refused(gate, "denied"), lines, advice("denied.fix"));
            case MISSING ->
                fail(
                        gate.keySideRefusal().symptom(),
                        refused(gate, gate.crossAccount() ? "missingAcross" : "missing"),
                        lines,
                        change(facts, gate));
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
        if (facts.roleMissing()) {
            return button(Fix.Action.ROLE_FIRST, "roleFirst");
        }
        return switch (proposal(facts, gate)) {
            case PolicyProposal.Write write ->
                locksOut(facts, gate, write) ? advice("lockOut") : change(facts, gate, write);
            case PolicyProposal.TooLarge(int size, int limit) -> advice("tooLarge", size, limit);
            case PolicyProposal.AlreadyThere(var label) -> advice("alreadyThere", label);
            case PolicyProposal.Malformed _ -> advice("malformed.fix");
            case PolicyProposal.Undecided(var principals) ->
                new Fix.Advice(Text.of("check.deleted.undecided", PolicyProposal.named(principals)));
        };
    }

    /**
     * The key policy that would let the role in, offered or not; empty where it does already, or cannot be written.
     */
    public static Optional<Fix.PolicyChange> proposed(AccessFacts facts) {
        return KeyAccessEvaluation.of(facts)
                .filter(gate -> !facts.keyMissing()
                        && facts.known(Evidence.KEY_POLICY).isPresent()
                        && gate.keyPolicy().complete()
                        && LACKS.contains(gate.keySide()))
                .flatMap(gate -> proposal(facts, gate) instanceof PolicyProposal.Write write
                        ? Optional.of(change(facts, gate, write))
                        : Optional.empty());
    }

    private static PolicyProposal proposal(AccessFacts facts, KeyAccessEvaluation gate) {
        return PolicyProposal.key(
                Documents.parse(facts.known(Evidence.KEY_POLICY).orElseThrow()).orElseThrow(),
                gate.role().toString());
    }

    /** KMS refuses a policy under which its author could not write the next one. */
    private static boolean locksOut(AccessFacts facts, KeyAccessEvaluation gate, PolicyProposal.Write write) {
        return facts.caller().isPresent()
                && ActionAnswer.of(KeyWriters.mayWrite(facts, gate.key(), write.after()))
                                .allowed()
                        == Truth.FALSE;
    }

    private static Fix.PolicyChange change(AccessFacts facts, KeyAccessEvaluation gate, PolicyProposal.Write write) {
        var before = facts.known(Evidence.KEY_POLICY).orElseThrow();
        var after = write.after().raw();
        var advice = PolicyProposal.said(Text.of("check.key-policy.fix"), write.clean());
        return new Fix.PolicyChange(
                Suffices.said(advice, facts.with(Evidence.KEY_POLICY, new Observed.Known<>(after, facts.at()))),
                new AwsRequest.PutKeyPolicy(gate.key(), before, after),
                before,
                after);
    }
}
