package dev.cmkconsole.ui.plan;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.plan.StepLine.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Combines the events of a run into its lines. The latest plan shows what is done; the events show what is in progress.
 */
final class RunProgress {
    private final Messages messages;
    private final StepWords words;
    private final Durations durations;
    private final Map<StepId, Live> live = new HashMap<>();
    private final Map<StepId, Duration> took = new HashMap<>();
    private final Set<StepId> unknown = new HashSet<>();
    private List<StepLine> planned = List.of();
    private Plan plan;

    /**
     * The progress of one step.
     *
     * @param next when the next attempt or read is due
     */
    private record Live(
            Mark mark, Instant since, int attempt, int attempts, Optional<Instant> next, Optional<Problem> problem) {}

    RunProgress(Messages messages, SignIn signIn) {
        this.messages = messages;
        this.words = new StepWords(messages, signIn);
        this.durations = new Durations(messages);
    }

    void apply(RunEvent event) {
        switch (event) {
            case RunEvent.EffectKnown _ -> {}
            case RunEvent.Planned(var fresh, var _) -> planned(fresh);
            case RunEvent.StepStarted(var step, var attempt, var at) ->
                live.put(
                        step,
                        new Live(Mark.RUNNING, since(step).orElse(at), attempt, 0, Optional.empty(), Optional.empty()));
            case RunEvent.Retrying(var step, var attempt, var attempts, var next, var problem, var at) ->
                live.put(
                        step,
                        new Live(
                                Mark.RETRYING,
                                since(step).orElse(at),
                                attempt,
                                attempts,
                                Optional.of(next),
                                Optional.of(problem)));
            case RunEvent.Waiting(var step, var since, var next, var _) ->
                live.put(step, new Live(Mark.WAITING, since, 0, 0, Optional.of(next), Optional.empty()));
            case RunEvent.StepEnded(var step, var outcome, var problem, var at) ->
                ended(step, outcome.name(), problem, at);
            case RunEvent.Reconciled _ -> {}
            case RunEvent.Ended(var result, var at) -> {
                planned(result.plan());
                live.entrySet().removeIf(e -> e.getValue().mark() != Mark.FAILED);
                if (result.kind() == RunResult.RunOutcomeKind.NEEDS_HANDS) {
                    result.at()
                            .ifPresent(step ->
                                    live.put(step, new Live(Mark.HANDS, at, 0, 0, Optional.empty(), Optional.empty())));
                }
                result.at()
                        .filter(_ -> result.kind() == RunResult.RunOutcomeKind.FAILED
                                || result.kind() == RunResult.RunOutcomeKind.UNKNOWN
                                || result.kind() == RunResult.RunOutcomeKind.BLOCKED)
                        .ifPresent(step -> result.problem().ifPresent(p -> fail(step, p, at)));
                // Later steps of its lane never started, so they did not fail.
                result.failedLanes()
                        .forEach((lane, why) -> plan.steps().stream()
                                .filter(s ->
                                        s.lane().equals(lane) && !s.status().done())
                                .findFirst()
                                .ifPresent(s -> fail(s.id(), why, at)));
            }
        }
    }

    private void planned(Plan fresh) {
        plan = fresh;
        var before = planned.stream().collect(Collectors.toMap(StepLine::id, l -> l, (a, _) -> a));
        planned = words.lines(fresh).stream()
                .map(line -> kept(line, before.getOrDefault(line.id(), line)))
                .toList();
        fresh.steps().stream().filter(s -> s.status().done()).map(Step::id).forEach(live::remove);
    }

    private void ended(StepId step, String outcome, Optional<Problem> problem, Instant at) {
        since(step).ifPresent(since -> took.put(step, Duration.between(since, at)));
        if (outcome.equals("UNKNOWN")) {
            unknown.add(step);
        } else {
            unknown.remove(step);
        }
        if (outcome.startsWith("DONE")) {
            live.remove(step);
        } else {
            problem.ifPresent(p -> fail(step, p, at));
        }
    }

    private void fail(StepId step, Problem problem, Instant at) {
        live.put(step, new Live(Mark.FAILED, since(step).orElse(at), 0, 0, Optional.empty(), Optional.of(problem)));
    }

    private Optional<Instant> since(StepId step) {
        return Optional.ofNullable(live.get(step)).map(Live::since);
    }

    /** A check that passed in this run stays so for its reader once what it was for is done. */
    private static StepLine kept(StepLine line, StepLine before) {
        return line.mark() == Mark.NOT_NEEDED && before.mark() == Mark.DONE ? before : line;
    }

    List<StepLine> lines(Instant now) {
        return planned.stream().map(line -> line(line, now)).toList();
    }

    private StepLine line(StepLine line, Instant now) {
        Live state = live.get(line.id());
        if (state == null) {
            Duration length = took.get(line.id());
            return length == null || line.mark() != Mark.DONE || length.compareTo(Duration.ofSeconds(1)) < 0
                    ? line
                    : line.with(Mark.DONE, line.state(), messages.get("run.note.took", durations.say(length)));
        }
        String elapsed = durations.say(Duration.between(state.since(), now));
        String next =
                state.next().map(at -> durations.say(Duration.between(now, at))).orElse("");
        String note = switch (state.mark()) {
            case RUNNING -> messages.get("run.note.running", elapsed);
            case RETRYING ->
                state.attempts() > 0
                        ? messages.get("run.note.retrying", next, state.attempt(), state.attempts())
                        : messages.get("run.note.lookAgain", next);
            case WAITING -> messages.get("run.note.waiting", elapsed, next);
            case FAILED -> state.problem().map(p -> messages.explain(p).what()).orElse("");
            default -> "";
        };
        return line.with(state.mark(), word(line.id(), state.mark()), note);
    }

    private String word(StepId step, Mark mark) {
        return mark == Mark.FAILED && unknown.contains(step)
                ? messages.get("plan.mark.unknownOutcome")
                : words.word(mark);
    }

    /** Returns why the current step was refused last, while it is being retried. */
    Optional<Problem> retryReason() {
        return live.values().stream()
                .filter(s -> s.mark() == Mark.RETRYING)
                .flatMap(s -> s.problem().stream())
                .findFirst();
    }

    /** Returns the step that is in progress or next. */
    Optional<StepId> current() {
        return live.entrySet().stream()
                .filter(e -> e.getValue().mark() != Mark.FAILED)
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> Optional.ofNullable(plan)
                        .flatMap(p -> p.open().stream().findFirst())
                        .map(Step::id));
    }

    long done() {
        return planned.stream().filter(l -> l.mark().settled()).count();
    }
}
