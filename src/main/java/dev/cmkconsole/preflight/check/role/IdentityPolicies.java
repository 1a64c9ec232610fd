package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.edit.PolicyMerge;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.check.Suffices;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.Reasoning;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code identity-policies}: the role's own policies let it use the key, by IAM's simulator and by the program's
 * evaluation. Where the two disagree, the answer is unknown. Where the key policy names the role itself, only a denial
 * counts, because the role then needs no policy of its own.
 */
public final class IdentityPolicies extends Check {

    /** The answer for one action; the worst answer is the verdict. */
    private enum ActionFinding {
        ALLOWED,
        NOT_NEEDED,
        BY_OWN_EVALUATION,
        OPEN,
        UNSIMULATED,
        MISSING_CONTEXT,
        DISAGREE,
        PERHAPS_MISSING,
        MISSING,
        DENIED
    }

    public IdentityPolicies() {
        super(
                CheckId.IDENTITY_POLICIES,
                Group.ACCESS,
                List.of(
                        "iam:SimulatePrincipalPolicy",
                        "iam:ListRolePolicies",
                        "iam:GetRolePolicy",
                        "iam:ListAttachedRolePolicies",
                        "iam:GetPolicy",
                        "iam:GetPolicyVersion"),
                EvidenceSets.plus(EvidenceSets.GATE, Evidence.SIMULATION));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var gate = KeyAccessEvaluation.of(facts);
        if (gate.isEmpty() || facts.roleMissing()) {
            return Optional.empty();
        }
        if (facts.roleElsewhere()) {
            return elsewhere(facts);
        }
        if (facts.role().isEmpty()) {
            return unread(facts, Evidence.ROLE);
        }
        var findings = AtlasPolicies.KEY_ACTIONS.stream()
                .collect(Collectors.toMap(Function.identity(), action -> finding(facts, gate.get(), action)));
        var worst = findings.values().stream().max(Comparator.naturalOrder()).orElseThrow();
        var concerned = AtlasPolicies.KEY_ACTIONS.stream()
                .filter(action -> findings.get(action) == worst)
                .toList();
        var lines = lines(facts, gate.get(), concerned);
        var names = String.join(", ", concerned);
        return switch (worst) {
            case ALLOWED -> pass(text("pass"), lines);
            case NOT_NEEDED -> pass(text("notNeeded"), lines);
            case BY_OWN_EVALUATION -> pass(text("byOwnEvaluation"), lines);
            case OPEN -> cannotTell(text("open", names), lines, advice("open.fix"));
            case UNSIMULATED ->
                readable(facts, facts.get(Evidence.SIMULATION))
                        .flatMap(fix -> cannotTell(text("unsimulated", facts.whyNot(Evidence.SIMULATION)), lines, fix));
            case MISSING_CONTEXT -> cannotTell(text("missingContext", names), lines, advice("open.fix"));
            case DISAGREE -> cannotTell(text("disagree", names), lines, advice("disagree.fix"));
            case PERHAPS_MISSING -> cannotTell(text("perhapsMissing", names), lines, allow(facts, gate.get()));
            case MISSING -> fail(text("missing", names, gate.get().key().toString()), lines, allow(facts, gate.get()));
            case DENIED -> fail(Symptom.DENIED, text("denied", names), lines, advice("denied.fix"));
        };
    }

    private static Optional<Simulation.SimulatedAction> simulated(AccessFacts facts, String action) {
        return facts.known(Evidence.SIMULATION)
                .flatMap(all -> all.stream()
                        .filter(r -> r.action().equalsIgnoreCase(action))
                        .findFirst());
    }

    private static ActionFinding finding(AccessFacts facts, KeyAccessEvaluation gate, String action) {
        var own = gate.identitySide(action);
        var simulator = simulated(facts, action);
        var said = simulator.map(Simulation.SimulatedAction::decision);
        boolean excused = simulator
                .filter(r -> r.organizations().equals(Optional.of(false))
                        || r.boundary().equals(Optional.of(false)))
                .isPresent();
        if (own.explicit()) {
            var contradicted = simulator.filter(
                    r -> r.decision() == Decision.ALLOWED && r.missing().isEmpty());
            return contradicted.isPresent() ? ActionFinding.DISAGREE : ActionFinding.DENIED;
        }
        if (said.equals(Optional.of(Decision.EXPLICIT_DENY)) && !excused) {
            return own.allowed() == Truth.UNKNOWN ? ActionFinding.OPEN : ActionFinding.DISAGREE;
        }
        if (gate.enoughByItself(action).isTrue()
                && !own.decision().layers().stream()
                        .anyMatch(layer -> layer.deny().isPossible())) {
            return ActionFinding.NOT_NEEDED;
        }
        return switch (own.allowed()) {
            case UNKNOWN -> ActionFinding.OPEN;
            case FALSE ->
                said.equals(Optional.of(Decision.ALLOWED))
                        ? ActionFinding.DISAGREE
                        : gate.enoughByItself(action).isPossible()
                                ? ActionFinding.PERHAPS_MISSING
                                : ActionFinding.MISSING;
            case TRUE -> simulator.map(result -> allowed(gate, result, excused)).orElse(ActionFinding.UNSIMULATED);
        };
    }

    /**
     * The finding where the own evaluation allows. A simulator that lacks values is no second opinion. Where this
     * program has read them all, such as tags, its own evaluation is enough.
     */
    private static ActionFinding allowed(
            KeyAccessEvaluation gate, Simulation.SimulatedAction simulator, boolean excused) {
        if (!simulator.missing().isEmpty()) {
            return simulator.missing().stream().allMatch(gate::knows)
                    ? ActionFinding.BY_OWN_EVALUATION
                    : ActionFinding.MISSING_CONTEXT;
        }
        return simulator.decision() == Decision.ALLOWED || simulator.decision() != Decision.UNKNOWN && excused
                ? ActionFinding.ALLOWED
                : ActionFinding.DISAGREE;
    }

    private List<Text> lines(AccessFacts facts, KeyAccessEvaluation gate, List<String> actions) {
        var lines = new LinkedHashSet<Text>(Reasoning.of(
                actions.stream().map(a -> gate.identitySide(a).decision()).toList()));
        for (var action : actions) {
            simulated(facts, action)
                    .ifPresent(r -> lines.add(
                            r.missing().isEmpty()
                                    ? text("simulator." + r.decision(), action)
                                    : text("simulator.asks", action, String.join(", ", r.missing()))));
            lines.add(text("own." + gate.identitySide(action).allowed(), action));
        }
        return List.copyOf(lines);
    }

    private Fix allow(AccessFacts facts, KeyAccessEvaluation gate) {
        var role = facts.role().orElseThrow();
        var name = "AtlasEncryptionAtRest-" + facts.projectId();
        var before = role.inlinePolicies().get(name);
        var statement = List.of(gate.key().toString());
        var after = Optional.ofNullable(before)
                .flatMap(Documents::parse)
                .map(document -> PolicyMerge.append(
                        document, AtlasPolicies.accessStatement(statement), PolicyMerge.Limit.INLINE))
                .map(result -> result instanceof PolicyMerge.MergeResult.Merged(var document, var _) ? document : null)
                .or(() -> before == null ? Optional.of(AtlasPolicies.access(statement)) : Optional.empty());
        if (after.isEmpty()) {
            return advice("full", name);
        }
        int size = after.get().minified().length()
                + role.inlinePolicies().entrySet().stream()
                        .filter(e -> !e.getKey().equals(name))
                        .mapToInt(e -> Documents.parse(e.getValue())
                                .map(d -> d.minified().length())
                                .orElse(e.getValue().length()))
                        .sum();
        if (size > PolicyMerge.Limit.INLINE.max()) {
            return advice("tooLarge", size, PolicyMerge.Limit.INLINE.max());
        }
        var inline = new HashMap<>(role.inlinePolicies());
        inline.put(name, after.get().raw());
        return new Fix.PolicyChange(
                Suffices.said(
                        text("fix", role.arn().name()),
                        facts.with(
                                Evidence.ROLE, new Observed.Known<>(Optional.of(role.withInline(inline)), facts.at()))),
                write(role.arn().name(), name, before, after.get().raw()),
                Optional.ofNullable(before).orElse(""),
                after.get().raw());
    }

    private static AwsRequest write(String role, String name, @Nullable String before, String after) {
        return before == null
                ? new AwsRequest.PutRolePolicy(role, name, after)
                : new AwsRequest.EditRolePolicy(role, name, before, after);
    }
}
