package dev.cmkconsole.preflight.check;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.CheckVerdict.CannotTell;
import dev.cmkconsole.preflight.verdict.CheckVerdict.Fail;
import dev.cmkconsole.preflight.verdict.CheckVerdict.Pass;
import dev.cmkconsole.preflight.verdict.CheckVerdict.Warn;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One question about access, answered only from what was observed. */
public abstract class Check {
    private final CheckId id;
    private final Group group;
    private final List<String> calls;
    private final Set<Evidence<?>> needs;

    /**
     * @param id also the middle part of the keys of its texts, such as {@code check.<id>.question}
     * @param needs evidence that must be settled before the check can be answered
     */
    protected Check(CheckId id, Group group, List<String> calls, Set<Evidence<?>> needs) {
        this.id = id;
        this.group = group;
        this.calls = List.copyOf(calls);
        this.needs = Set.copyOf(needs);
    }

    public final CheckId id() {
        return id;
    }

    public final Group group() {
        return group;
    }

    public final Set<Evidence<?>> needs() {
        return needs;
    }

    public final Text question() {
        return text("question");
    }

    /**
     * Empty where the question does not arise: there is no role to ask about, or Atlas has already given the answer.
     */
    protected abstract Optional<CheckVerdict> verdict(AccessFacts facts);

    public final Optional<CheckResult> answer(AccessFacts facts) {
        return verdict(facts).map(v -> new CheckResult(id, group, question(), calls, v));
    }

    protected final Text text(String what, Object... args) {
        return Text.of("check." + id + "." + what, args);
    }

    protected final Optional<CheckVerdict> pass(String what, Object... args) {
        return Optional.of(new Pass(text(what, args), List.of()));
    }

    protected final Optional<CheckVerdict> pass(Text reason, List<Text> reasoning) {
        return Optional.of(new Pass(reason, reasoning));
    }

    protected final Optional<CheckVerdict> fail(Text reason, List<Text> reasoning, Fix... fixes) {
        return Optional.of(new Fail(reason, reasoning, List.of(fixes)));
    }

    protected final Optional<CheckVerdict> fail(Symptom symptom, Text reason, List<Text> reasoning, Fix... fixes) {
        return Optional.of(new Fail(symptom, reason, reasoning, List.of(fixes)));
    }

    protected final Optional<CheckVerdict> warn(Text reason, List<Text> reasoning, Fix... fixes) {
        return Optional.of(new Warn(reason, reasoning, List.of(fixes)));
    }

    protected final Optional<CheckVerdict> cannotTell(Text reason, List<Text> reasoning, Fix... fixes) {
        return Optional.of(new CannotTell(reason, reasoning, List.of(fixes)));
    }

    protected final Optional<CheckVerdict> cannotTell(
            Symptom symptom, Text reason, List<Text> reasoning, Fix... fixes) {
        return Optional.of(new CannotTell(symptom, reason, reasoning, List.of(fixes)));
    }

    /**
     * The answer for evidence that could not be read: why, and how to make it readable. Empty where {@code who-am-i}
     * says it for all checks.
     */
    protected final Optional<CheckVerdict> unread(AccessFacts facts, Evidence<?> part) {
        return unread(facts, facts.get(part));
    }

    /** The same answer for a part of the evidence. */
    protected final Optional<CheckVerdict> unread(AccessFacts facts, Observed<?> part) {
        return part.problem()
                .map(problem -> Unread.answer(facts, problem).<CheckVerdict>map(v -> v))
                .orElseGet(() -> Optional.of(Unread.notAsked()));
    }

    /** How to make evidence readable of which only this check knows that it is needed. */
    protected final Optional<Fix> readable(AccessFacts facts, Observed<?> part) {
        return part.problem()
                .map(problem -> Unread.answer(facts, problem))
                .orElseGet(() -> Optional.of(Unread.notAsked()))
                .map(v -> v.fixes().getFirst());
    }

    /** The answer to every question about a role record that Atlas does not have. */
    protected final Optional<CheckVerdict> recordGone(AccessFacts facts, String id) {
        var others = facts.known(Evidence.RECORDS).orElse(List.of()).stream()
                .map(AccessRole::roleId)
                .sorted()
                .toList();
        return fail(
                Symptom.ROLE_RECORD_GONE,
                Text.of("check.recordGone", id),
                List.of(),
                others.isEmpty()
                        ? new Fix.Button(Text.of("check.recordGone.none"), Fix.Action.CREATE_ACCESS_ROLE)
                        : new Fix.Advice(Text.of("check.recordGone.fix", String.join(", ", others))));
    }

    /** The answer to every question about a role in another account than the caller's. */
    protected final Optional<CheckVerdict> elsewhere(AccessFacts facts) {
        var role = facts.roleArn().orElseThrow();
        return cannotTell(
                Symptom.NOT_LOOKED_AT,
                Text.of(
                        "check.roleElsewhere",
                        role.account(),
                        facts.caller().map(c -> c.account()).orElse("?")),
                List.of(),
                new Fix.Advice(Text.of("check.roleElsewhere.fix", role.account())));
    }

    protected final Fix.Advice advice(String what, Object... args) {
        return new Fix.Advice(text(what, args));
    }

    protected final Fix.Command command(String command, String what, Object... args) {
        return new Fix.Command(text(what, args), command);
    }

    protected final Fix.Button button(Fix.Action action, String what, Object... args) {
        return new Fix.Button(text(what, args), action);
    }
}
