package dev.cmkconsole.preflight;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.EarlierAcceptance;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.AsFinding;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The answers of all checks.
 *
 * @param role the role that was checked, if known
 * @param notAsked the checks whose question did not arise
 */
public record PreflightReport(
        String projectId,
        Optional<Project> project,
        Instant at,
        Optional<RoleArn> role,
        Optional<KeyArn> key,
        List<CheckResult> results,
        List<CheckId> notAsked) {

    /** The results in the form that plans take. */
    public List<Finding> findings() {
        return results.stream().map(AsFinding::of).toList();
    }

    /** The conclusion. One failure fails it; else one unknown answer keeps it open. A warning does neither. */
    public enum Conclusion {
        PASSES,
        FAILS,
        CANNOT_TELL
    }

    public PreflightReport {
        results = List.copyOf(results);
        notAsked = List.copyOf(notAsked);
    }

    public static PreflightReport of(AccessFacts facts) {
        var results = Preflight.CHECKS.stream()
                .map(check -> check.answer(facts))
                .flatMap(Optional::stream)
                .toList();
        var asked = results.stream().map(CheckResult::id).toList();
        return new PreflightReport(
                facts.projectId(),
                facts.known(Evidence.PROJECT),
                facts.at(),
                facts.roleArn(),
                facts.keyArn(),
                results,
                Preflight.CHECKS.stream()
                        .map(Check::id)
                        .filter(id -> !asked.contains(id))
                        .toList());
    }

    public Conclusion conclusion() {
        if (count(CheckOutcome.FAIL) > 0) {
            return Conclusion.FAILS;
        }
        return count(CheckOutcome.CANNOT_TELL) > 0 ? Conclusion.CANNOT_TELL : Conclusion.PASSES;
    }

    /** Whether no check fails that keeps Atlas from the key, and Atlas' own report is not open either. */
    public boolean lettingAtlasIn() {
        return failing().stream().noneMatch(CheckId::decidesAccess)
                && with(CheckOutcome.CANNOT_TELL).stream().noneMatch(r -> r.id() == CheckId.ATLAS_USED_KEY);
    }

    /** The conclusion in words. Where Atlas alone still says no, nothing is left to fix here. */
    public Text conclusionText() {
        if (conclusion() == Conclusion.PASSES && count(CheckOutcome.WARN) > 0) {
            return Text.of("check.report.conclusion.WARNS");
        }
        return Text.of("check.report.conclusion." + (waitsForAtlas() ? "WAITS" : conclusion()));
    }

    /** That the key will be deleted, which is said before anything else. */
    public Optional<Text> keyDeletion() {
        return result(CheckId.KEY_STATE)
                .map(CheckResult::verdict)
                .filter(v -> v.symptom() == Symptom.KEY_PENDING_DELETION
                        || v.symptom() == Symptom.KEY_PENDING_REPLICA_DELETION)
                .or(() -> result(CheckId.KEY_REPLICAS)
                        .map(CheckResult::verdict)
                        .filter(v -> v.symptom() == Symptom.KEY_PENDING_DELETION))
                .map(CheckVerdict::reason);
    }

    /** Whether every failing check is Atlas' own report, which follows a repair on its own. */
    public boolean waitsForAtlas() {
        return failing().equals(List.of(CheckId.ATLAS_USED_KEY))
                && result(CheckId.ATLAS_USED_KEY)
                        .filter(r -> r.verdict().symptom() == Symptom.KEY_REFUSED)
                        .isPresent();
    }

    /** The same report with only the checks that the caller is concerned with. */
    public PreflightReport about(Predicate<CheckId> concerned) {
        return new PreflightReport(
                projectId,
                project,
                at,
                role,
                key,
                results.stream().filter(r -> concerned.test(r.id())).toList(),
                Stream.concat(
                                notAsked.stream(),
                                results.stream().map(CheckResult::id).filter(concerned.negate()))
                        .toList());
    }

    /** The same report with one more answer. */
    public PreflightReport and(CheckResult more) {
        return new PreflightReport(
                projectId,
                project,
                at,
                role,
                key,
                Stream.concat(results.stream(), Stream.of(more)).toList(),
                notAsked);
    }

    /** The same report with the doubts that somebody accepted before. */
    public PreflightReport withAccepted(Map<CheckId, EarlierAcceptance> accepted) {
        return new PreflightReport(
                projectId,
                project,
                at,
                role,
                key,
                results.stream()
                        .map(r -> r.acceptedEarlier(Optional.ofNullable(accepted.get(r.id()))))
                        .toList(),
                notAsked);
    }

    public long count(CheckOutcome word) {
        return results.stream().filter(r -> r.verdict().outcome() == word).count();
    }

    /** The checks that warn. */
    public List<CheckId> warning() {
        return with(CheckOutcome.WARN).stream().map(CheckResult::id).toList();
    }

    /** The checks that fail. */
    public List<CheckId> failing() {
        return with(CheckOutcome.FAIL).stream().map(CheckResult::id).toList();
    }

    public List<CheckResult> with(CheckOutcome word) {
        return results.stream().filter(r -> r.verdict().outcome() == word).toList();
    }

    public Optional<CheckResult> result(CheckId id) {
        return results.stream().filter(r -> r.id() == id).findFirst();
    }

    /**
     * The answers by group, in the groups' order; within a group failures first, then unknown answers, warnings and passes.
     */
    public Map<Group, List<CheckResult>> groups() {
        var groups = new EnumMap<Group, List<CheckResult>>(Group.class);
        for (var group : Group.values()) {
            var some = results.stream()
                    .filter(r -> r.group() == group)
                    .sorted(Comparator.comparingInt(PreflightReport::urgency))
                    .toList();
            if (!some.isEmpty()) {
                groups.put(group, some);
            }
        }
        return groups;
    }

    private static int urgency(CheckResult result) {
        return switch (result.verdict().outcome()) {
            case FAIL -> 0;
            case CANNOT_TELL -> 1;
            case WARN -> 2;
            case PASS -> 3;
        };
    }
}
