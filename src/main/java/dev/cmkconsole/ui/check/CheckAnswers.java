package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.preflight.Preflight;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Group;
import dev.cmkconsole.ui.view.Badge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The visible answers: new ones, and possibly some from an earlier check. The passes of each group are folded or
 * unfolded.
 */
final class CheckAnswers {
    private static final List<CheckId> ORDER =
            Preflight.CHECKS.stream().map(Check::id).toList();
    /** Checks that fail because another check fails; the cause is listed first. */
    private static final Set<CheckId> SYMPTOMS = Set.of(CheckId.KEY_ANSWERS, CheckId.ATLAS_USED_KEY);

    private static final Comparator<CheckResult> URGENCY =
            Comparator.<CheckResult>comparingInt(CheckAnswers::urgency).thenComparingInt(r -> ORDER.indexOf(r.id()));

    private final CheckWords words;
    private final Map<CheckId, CheckResult> results = new EnumMap<>(CheckId.class);
    private final Set<CheckId> stale = EnumSet.noneOf(CheckId.class);
    private final Set<CheckId> kept = EnumSet.noneOf(CheckId.class);
    private final Set<Group> open = EnumSet.noneOf(Group.class);

    CheckAnswers(CheckWords words) {
        this.words = words;
    }

    private static int urgency(CheckResult result) {
        return switch (result.verdict().outcome()) {
            case FAIL -> SYMPTOMS.contains(result.id()) ? 1 : 0;
            case CANNOT_TELL -> 2;
            case WARN -> 3;
            case PASS -> 4;
        };
    }

    /** Marks the existing answers as old until newer ones arrive. */
    void age() {
        stale.addAll(results.keySet());
    }

    void put(CheckResult result) {
        results.put(result.id(), result);
        stale.remove(result.id());
    }

    /** Replaces the answers with this complete report. */
    void settle(PreflightReport report) {
        clear();
        report.results().forEach(this::put);
    }

    /** Keeps this check visible even when it passes, because a change was made for it here. */
    void keep(CheckId id) {
        kept.add(id);
    }

    void clear() {
        results.clear();
        stale.clear();
    }

    void toggle(Group group) {
        if (!open.remove(group)) {
            open.add(group);
        }
    }

    CheckResult get(CheckId id) {
        return results.get(id);
    }

    /** Returns the number of new answers. */
    int fresh() {
        return results.size() - stale.size();
    }

    /** Returns the groups with a check that has no new answer yet. */
    List<Group> waiting() {
        return Preflight.CHECKS.stream()
                .filter(c -> !results.containsKey(c.id()) || stale.contains(c.id()))
                .map(c -> c.group())
                .distinct()
                .toList();
    }

    /**
     * Lists groups with failures first, then groups with checks without a result. The same order applies within a
     * group; passes appear only where they are unfolded.
     *
     * @param running whether the result includes groups without an answer
     */
    List<CheckLine> lines(boolean running) {
        var groups = Arrays.stream(Group.values())
                .filter(g -> running || !of(g).isEmpty())
                .sorted(Comparator.comparingInt(g ->
                        of(g).stream().mapToInt(CheckAnswers::urgency).min().orElse(Integer.MAX_VALUE)))
                .toList();
        var shown = new ArrayList<CheckLine>();
        for (var group : groups) {
            shown.add(heading(group, of(group)));
            of(group).stream()
                    .filter(r -> open.contains(group)
                            || kept.contains(r.id())
                            || r.verdict().outcome() != CheckOutcome.PASS)
                    .map(this::line)
                    .forEach(shown::add);
        }
        return shown;
    }

    List<CheckLine.Answer> linesOf(Group group) {
        return of(group).stream().map(this::line).toList();
    }

    Optional<CheckLine.Answer> mostUrgent() {
        return lines(false).stream()
                .filter(CheckLine.Answer.class::isInstance)
                .map(CheckLine.Answer.class::cast)
                .findFirst();
    }

    private CheckLine.Answer line(CheckResult result) {
        return words.line(result, stale.contains(result.id()));
    }

    private CheckLine.Heading heading(Group group, List<CheckResult> some) {
        var counts = new ArrayList<Badge>();
        for (var word : List.of(CheckOutcome.FAIL, CheckOutcome.CANNOT_TELL, CheckOutcome.WARN, CheckOutcome.PASS)) {
            long count = count(some, word);
            if (count > 0) {
                counts.add(words.count(word, count));
            }
        }
        if (counts.isEmpty()) {
            counts.add(words.waiting());
        }
        int passes = (int) count(some, CheckOutcome.PASS);
        return words.heading(
                group,
                counts,
                passes,
                open.contains(group),
                !some.isEmpty() && some.stream().allMatch(r -> stale.contains(r.id())));
    }

    private List<CheckResult> of(Group group) {
        return results.values().stream()
                .filter(r -> r.group() == group)
                .sorted(URGENCY)
                .toList();
    }

    private static long count(List<CheckResult> some, CheckOutcome word) {
        return some.stream().filter(r -> r.verdict().outcome() == word).count();
    }
}
