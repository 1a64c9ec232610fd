package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.PolicyEvaluator.Evaluation;
import dev.cmkconsole.policy.evaluate.StatementOutcome;
import dev.cmkconsole.policy.evaluate.StatementOutcome.ConditionOutcome;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation.ActionAnswer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Why a key or trust policy refuses Atlas.
 *
 * @param actions what is refused, in the order in which it was asked
 * @param absent the condition keys that the deciding statements ask for and that the request never carries
 * @param decisive the conditions, as words, that keep a statement from allowing it, or that make a statement deny it
 * @param otherResources what the Allow statements for the principal cover instead
 * @param explicit whether a statement denies, rather than none allowing
 */
public record Refusal(
        List<String> actions,
        List<String> absent,
        List<String> decisive,
        List<String> otherResources,
        boolean explicit) {

    /** @param answers the answer for each action */
    public static Refusal of(Map<String, ActionAnswer> answers, PolicyKind kind) {
        var refused = answers.entrySet().stream()
                .filter(e -> e.getValue().allowed() == Truth.FALSE)
                .toList();
        var outcomes = refused.stream()
                .flatMap(e -> e.getValue().decision().layers().stream())
                .filter(layer -> layer.kind() == kind)
                .map(Evaluation::statements)
                .flatMap(List::stream)
                .toList();
        var explicit = refused.stream().anyMatch(e -> e.getValue().explicit());
        var deciding = (explicit ? denying(outcomes) : failing(outcomes)).toList();
        return new Refusal(
                refused.stream().map(Map.Entry::getKey).toList(),
                keys(deciding.stream()),
                deciding.stream()
                        .map(c -> Reasoning.words(c.condition()))
                        .distinct()
                        .toList(),
                outcomes.stream()
                        .filter(o -> !o.isDeny() && o.forAnotherResource())
                        .flatMap(o -> o.statement().resources().stream())
                        .filter(r -> !r.negated())
                        .flatMap(r -> r.values().stream())
                        .distinct()
                        .toList(),
                explicit);
    }

    private static Stream<ConditionOutcome> failing(List<StatementOutcome> outcomes) {
        return outcomes.stream().filter(o -> !o.isDeny()).flatMap(o -> o.failedConditions().stream());
    }

    private static Stream<ConditionOutcome> denying(List<StatementOutcome> outcomes) {
        return outcomes.stream().filter(o -> o.isDeny() && o.applies().isTrue()).flatMap(o -> o.conditions().stream());
    }

    private static List<String> keys(Stream<ConditionOutcome> conditions) {
        return conditions
                .filter(ConditionOutcome::absent)
                .map(c -> c.condition().key())
                .distinct()
                .toList();
    }

    /** What the reason says, for those who decide by it. */
    public Symptom symptom() {
        boolean byCondition = absent.isEmpty() && !decisive.isEmpty();
        if (explicit) {
            return byCondition ? Symptom.DENIED_BY_CONDITION : Symptom.DENIED;
        }
        return byCondition ? Symptom.CONDITION_NOT_MET : Symptom.NONE;
    }

    /**
     * The reason in the words of a check.
     *
     * @param check the check's prefix of texts
     * @param who the principal
     * @param plain the check's text where nothing more than the refusal is known
     */
    public Text reason(String check, String who, String plain) {
        var calls = String.join(", ", actions);
        if (!absent.isEmpty()) {
            return Text.of(
                    check + (explicit ? ".deniedWithout" : ".neverHolds"), who, calls, String.join(", ", absent));
        }
        if (!decisive.isEmpty()) {
            return Text.of(check + (explicit ? ".deniedIf" : ".notMet"), who, calls, String.join("; ", decisive));
        }
        return explicit || otherResources.isEmpty()
                ? Text.of(check + "." + plain, who, calls)
                : Text.of(check + ".otherResource", who, calls, String.join(", ", otherResources));
    }
}
