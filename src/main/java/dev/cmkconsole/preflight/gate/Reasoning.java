package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import dev.cmkconsole.policy.document.PolicyStatement.Principal;
import dev.cmkconsole.policy.document.PolicyStatement.Principals;
import dev.cmkconsole.policy.evaluate.AccessDecision;
import dev.cmkconsole.policy.evaluate.StatementOutcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The reasons of a decision, statement by statement, as texts. */
public final class Reasoning {
    /** Names of layers that are assumed to allow so that another can be evaluated alone. They are no evidence. */
    static final String ROLES_SIDE = "the role's policies";

    static final String ATLAS_SIDE = "Atlas' own policies";
    public static final String CALLERS_SIDE = "the caller's policies";
    private static final Set<String> ASSUMED = Set.of(ROLES_SIDE, ATLAS_SIDE, CALLERS_SIDE);

    private Reasoning() {}

    /**
     * Statements that deny first, then those that allow or may allow, then those that a condition keeps from allowing.
     * Each appears once.
     */
    public static List<Text> of(List<AccessDecision> decisions) {
        var lines = new LinkedHashSet<Text>();
        decisions.forEach(d -> d.denying().forEach(s -> lines.add(line(s))));
        decisions.forEach(d ->
                d.allowing().stream().filter(s -> !ASSUMED.contains(s.policy())).forEach(s -> lines.add(line(s))));
        decisions.stream()
                .filter(d -> !d.isAllowed())
                .flatMap(d -> d.failing().stream())
                .forEach(s -> lines.add(failing(s)));
        decisions.stream()
                .filter(d -> !d.isAllowed())
                .flatMap(d -> d.layers().stream())
                .flatMap(layer -> layer.statements().stream())
                .filter(s -> !s.isDeny())
                .flatMap(s -> besides(s).stream())
                .forEach(lines::add);
        return List.copyOf(lines);
    }

    /** What an Allow statement covers, where that is another resource, or in a trust policy another principal. */
    private static Optional<Text> besides(StatementOutcome outcome) {
        if (outcome.forAnotherResource()) {
            return outcome.statement().resources().map(r -> besides("resource", outcome, r.values(), r.negated()));
        }
        return outcome.kind() == PolicyKind.TRUST && outcome.forAnotherPrincipal()
                ? outcome.statement()
                        .principals()
                        .map(p -> besides(
                                "principal",
                                outcome,
                                p.entries().stream().map(Principal::value).toList(),
                                p.negated()))
                : Optional.empty();
    }

    private static Text besides(String element, StatementOutcome outcome, List<String> values, boolean negated) {
        return Text.of(
                "check.reasoning." + element + (negated ? ".not" : ""),
                outcome.policy(),
                outcome.statement().label(),
                String.join(", ", values));
    }

    private static Text failing(StatementOutcome outcome) {
        var failed = outcome.failedConditions();
        var absent = failed.stream()
                .filter(StatementOutcome.ConditionOutcome::absent)
                .findFirst();
        var condition = absent.orElse(failed.getFirst()).condition();
        return Text.of(
                "check.reasoning.fails" + (absent.isPresent() ? ".absent" : ""),
                outcome.policy(),
                outcome.statement().label(),
                words(condition),
                condition.key());
    }

    public static List<Text> of(AccessDecision decision) {
        return of(List.of(decision));
    }

    static Text line(StatementOutcome outcome) {
        var effect = outcome.isDeny() ? "denies" : "allows";
        var label = outcome.statement().label();
        if (outcome.statement().principals().filter(Principals::negated).isPresent()) {
            return exclusion(outcome);
        }
        if (outcome.applies().isTrue()) {
            return outcome.isDeny() && !outcome.conditions().isEmpty()
                    ? Text.of("check.reasoning.denies.because", outcome.policy(), label, met(outcome))
                    : Text.of("check.reasoning." + effect, outcome.policy(), label);
        }
        var open = outcome.unknownConditions();
        if (open.isEmpty()) {
            return Text.of("check.reasoning." + effect + ".maybe", outcome.policy(), label);
        }
        return Text.of(
                "check.reasoning." + effect + ".if",
                outcome.policy(),
                label,
                String.join("; ", open.stream().map(Reasoning::words).toList()));
    }

    private static String met(StatementOutcome outcome) {
        return outcome.conditions().stream().map(c -> words(c.condition())).collect(Collectors.joining("; "));
    }

    /** A NotPrincipal covers everyone but a list. AWS stores it only with Deny, and in no trust policy. */
    private static Text exclusion(StatementOutcome outcome) {
        var stored = outcome.isDeny() && outcome.kind() != PolicyKind.TRUST;
        var what = outcome.applies().isTrue() ? "denies" : "maybe";
        return Text.of(
                "check.reasoning.notPrincipal." + (stored ? what : "invalid"),
                outcome.policy(),
                outcome.statement().label());
    }

    /** {@code StringEquals aws:SourceVpce = vpce-1, vpce-2}. */
    static String words(Condition condition) {
        return condition.operator() + " " + condition.key() + " = " + String.join(", ", condition.values());
    }
}
