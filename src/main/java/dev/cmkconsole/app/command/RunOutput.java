package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.AtlasErrorCode;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.render.StepTexts;
import dev.cmkconsole.procedure.run.RunErrorCode;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.report.JsonReport;
import dev.cmkconsole.report.RunReport;
import dev.cmkconsole.text.Messages;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Prints a run on the command line: one line of progress for each event, and the result as text or JSON. */
final class RunOutput implements Consumer<RunEvent> {
    private static final Duration BETWEEN_WAITS = Duration.ofSeconds(15);
    private final Messages messages;
    private final SignIn signIn;
    private final PrintStream progress;
    private final NextCommand next;
    private final Set<StepId> acceptedSaid = new HashSet<>();
    private Plan plan;
    private Instant said;
    private boolean begun;

    /**
     * @param signIn how the program signs in to Atlas
     * @param next what to type to go on
     */
    RunOutput(Messages messages, SignIn signIn, PrintStream progress, NextCommand next) {
        this.messages = messages;
        this.signIn = signIn;
        this.progress = progress;
        this.next = next;
    }

    @Override
    public void accept(RunEvent event) {
        switch (event) {
            case RunEvent.EffectKnown(var effect, var _) ->
                EffectText.lines(effect).forEach(text -> progress.println(messages.say(text)));
            case RunEvent.Planned(var fresh, var at) -> {
                plan = fresh;
                sayAccepted(fresh, at);
            }
            case RunEvent.StepStarted(var step, int attempt, var at) -> {
                begun = true;
                line(at, messages.get(attempt > 1 ? "cli.run.again" : "cli.run.begin", title(step), attempt));
            }
            case RunEvent.Retrying(var step, int attempt, int attempts, var next, var problem, var at) ->
                line(
                        at,
                        attempts == 0
                                ? messages.get("cli.run.unread", title(step), problem.code())
                                : messages.get(
                                        "cli.run.retry",
                                        messages.explain(problem).what(),
                                        Math.ceilDiv(Duration.between(at, next).toMillis(), 1000),
                                        attempt,
                                        attempts,
                                        problem.code()));
            case RunEvent.Waiting(var step, var since, var _, var at) -> {
                if (said == null || Duration.between(said, at).compareTo(BETWEEN_WAITS) >= 0) {
                    said = at;
                    line(
                            at,
                            messages.get(
                                    "cli.run.waiting",
                                    title(step),
                                    Duration.between(since, at).toSeconds()));
                }
            }
            case RunEvent.StepEnded(var step, var outcome, var problem, var at) -> {
                line(at, messages.get("cli.run.ended", title(step), messages.get("outcome." + outcome)));
                problem.filter(p -> p.code().equals(RunErrorCode.PROJECT_MOVED))
                        .ifPresent(moved -> line(at, messages.explain(moved).what()));
            }
            case RunEvent.Reconciled(var step, var outcome, var at) ->
                line(at, messages.get("cli.run.reconciled", title(step), messages.get("outcome." + outcome)));
            case RunEvent.Ended _ -> progress.flush();
        }
    }

    /** Every accepted doubt is on the screen before the request that it could have stopped. */
    private void sayAccepted(Plan fresh, Instant at) {
        for (var step : fresh.steps()) {
            step.status()
                    .acceptedDoubt()
                    .filter(_ -> acceptedSaid.add(step.id()))
                    .ifPresent(doubt -> line(
                            at,
                            messages.get(
                                    "cli.run.accepted",
                                    step.id().value(),
                                    messages.say(step.title()),
                                    messages.say(doubt))));
        }
    }

    private String title(StepId id) {
        return plan == null
                ? id.value()
                : plan.step(id).map(Step::title).map(messages::say).orElse(id.value());
    }

    private void line(Instant at, String text) {
        progress.println(at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + "  " + text);
    }

    /** @param ahead the rest of the procedure, after a run that only prepared it */
    String text(RunResult result, Optional<Plan> ahead) {
        var text = new StringBuilder(first(result))
                .append(messages.get(
                        "run.result." + (ahead.isPresent() ? "PREPARED" : kind(result)),
                        messages.say(ahead.orElse(result.plan()).name()),
                        result.plan().project().name()));
        concluding(result).ifPresent(said -> text.append('\n').append(said));
        putOff(result).ifPresent(clusters -> text.append('\n').append(messages.get("run.result.putOff", clusters)));
        result.at()
                .flatMap(result.plan()::step)
                .ifPresent(step -> text.append('\n')
                        .append(messages.get(
                                "cli.run.at",
                                messages.say(step.title()),
                                step.id().value())));
        result.problem().ifPresent(problem -> text.append('\n').append(explained(problem, result.outcome())));
        result.problem()
                .filter(problem -> problem.code().equals(AtlasErrorCode.CANNOT_ASSUME_ROLE))
                .flatMap(_ -> result.at())
                .flatMap(result.plan()::step)
                .ifPresent(step ->
                        text.append('\n').append(messages.say(step.rendering().explanation())));
        if (result.problem()
                .filter(p -> p.code().equals(RunErrorCode.EFFECT_UNKNOWN))
                .isPresent()) {
            result.at()
                    .flatMap(result.plan()::step)
                    .flatMap(texts(result.plan())::cli)
                    .ifPresent(command -> text.append('\n').append(messages.get("history.putBack.byHand", command)));
        }
        result.failedLanes()
                .forEach((lane, problem) -> text.append('\n')
                        .append(Legible.line(lane))
                        .append(": ")
                        .append(messages.explain(problem).what()));
        result.at().flatMap(result.plan()::step).ifPresent(step -> text.append(copyables(result, step)));
        decisions(result, ahead)
                .ifPresentOrElse(plan -> text.append('\n').append(decisions(plan)), () -> text.append(later(result)));
        return text.append(leftovers(result.plan()))
                .append('\n')
                .append(messages.get("cli.run.id", result.runId()))
                .toString();
    }

    /** A run that found everything in place has done nothing. */
    private String kind(RunResult result) {
        return result.kind() == RunResult.RunOutcomeKind.DONE && !begun
                ? "NOTHING"
                : result.kind().name();
    }

    /** What a procedure that ends with a check found out. */
    private Optional<String> concluding(RunResult result) {
        return Optional.of(result.plan().steps())
                .filter(steps -> result.kind() == RunResult.RunOutcomeKind.DONE && !steps.isEmpty())
                .map(List::getLast)
                .filter(Step.CheckStep.class::isInstance)
                .map(step -> messages.say(step.reason()));
    }

    /** What must be said before anything else; empty where there is no such thing. */
    private String first(RunResult result) {
        return result.plan()
                .procedure()
                .first(result.now())
                .map(said -> messages.say(said) + '\n')
                .orElse("");
    }

    private String leftovers(Plan plan) {
        return plan.leftovers().isEmpty()
                ? ""
                : '\n' + new PlanText(messages, signIn).leftovers(plan).strip();
    }

    /** The paused clusters that a finished change of key has yet to reach. */
    private static Optional<String> putOff(RunResult result) {
        var paused = result.now().clusters().value().orElse(List.of()).stream()
                .filter(c -> c.encrypted() && c.paused())
                .map(Cluster::name)
                .collect(Collectors.joining(", "));
        boolean waitedForClusters = result.plan().step(AccessSteps.DEPLOYED).isPresent();
        return result.kind() == RunResult.RunOutcomeKind.DONE && waitedForClusters && !paused.isEmpty()
                ? Optional.of(paused)
                : Optional.empty();
    }

    private StepTexts texts(Plan plan) {
        return new StepTexts(plan, signIn, messages::say);
    }

    /** What a manual step is done with, to copy. */
    private String copyables(RunResult result, Step step) {
        var text = new StringBuilder();
        if (step instanceof Step.ManualStep) {
            texts(result.plan())
                    .copyables(step)
                    .forEach(c -> text.append("\n\n")
                            .append(messages.say(c.label()))
                            .append(":\n")
                            .append(c.content()));
        }
        return text.toString();
    }

    /** The plan whose open doubts stand between the user and the next step. */
    private static Optional<Plan> decisions(RunResult result, Optional<Plan> ahead) {
        return ahead.or(() -> result.kind() == RunResult.RunOutcomeKind.NEEDS_DECISION
                ? Optional.of(result.plan())
                : Optional.empty());
    }

    /** What is open beside the obstacle that stopped the run, so that all of it is known at once. */
    private String later(RunResult result) {
        var plan = result.plan();
        return result.kind() != RunResult.RunOutcomeKind.BLOCKED
                        || plan.undecided().isEmpty()
                ? ""
                : '\n'
                        + messages.get(
                                "cli.run.undecided.blocked", plan.undecided().size())
                        + '\n'
                        + String.join("\n", OpenDoubts.lines(plan, messages));
    }

    private String decisions(Plan plan) {
        var text = new StringBuilder();
        if (!plan.undecided().isEmpty()) {
            text.append(messages.get("cli.run.undecided", plan.undecided().size()));
            OpenDoubts.lines(plan, messages).forEach(line -> text.append('\n').append(line));
            text.append('\n');
        }
        return text.append(messages.get("cli.run.next"))
                .append("\n  ")
                .append(command(plan))
                .toString();
    }

    private String doubt(Step step) {
        return step.status() instanceof Status.CannotTell(var reason) ? messages.say(reason) : "";
    }

    private String command(Plan plan) {
        var accepted = plan.steps().stream()
                .filter(s -> s.status() instanceof Status.CannotTell
                        || s.status().acceptedDoubt().isPresent())
                .map(Step::id)
                .toList();
        return next.accepting(
                accepted,
                plan.irreversible().isEmpty()
                        ? Optional.empty()
                        : Optional.of(plan.project().name()));
    }

    private String explained(Problem problem, Optional<Outcome> outcome) {
        var words = messages.explain(problem, outcome);
        return words.what() + '\n' + words.means() + '\n' + words.next() + '\n' + Failures.details(messages, words);
    }

    /**
     * @param ahead the rest of the procedure, after a run that only prepared it
     * @param report report of the run; empty if the journal could not be read again
     */
    ObjectNode json(RunResult result, Optional<Plan> ahead, Optional<RunReport> report) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("result", ahead.isPresent() ? "prepared" : result.kind().name().toLowerCase(java.util.Locale.ROOT));
        result.plan().procedure().first(result.now()).ifPresent(said -> json.put("first", messages.say(said)));
        json.put("runId", result.runId());
        result.at().ifPresent(step -> json.put("at", step.value()));
        result.problem().ifPresent(p -> json.set("problem", json(p, result.outcome())));
        putOff(result).ifPresent(clusters -> json.put("putOff", clusters));
        result.failedLanes()
                .forEach((lane, problem) -> json.withObject("/failed").set(lane, json(problem, Optional.empty())));
        json.set("plan", new PlanText(messages, signIn).json(ahead.orElse(result.plan())));
        if (decisions(result, ahead).isPresent() || result.kind() == RunResult.RunOutcomeKind.BLOCKED) {
            ahead.orElse(result.plan())
                    .undecided()
                    .forEach(step -> json.withObject("/undecided").put(step.id().value(), doubt(step)));
        }
        decisions(result, ahead).ifPresent(plan -> json.put("next", command(plan)));
        report.ifPresent(whole -> json.set("report", new JsonReport(messages).json(whole)));
        return json;
    }

    private ObjectNode json(Problem problem, Optional<Outcome> outcome) {
        var words = messages.explain(problem, outcome);
        var json = JsonNodeFactory.instance.objectNode();
        json.put("code", problem.code())
                .put("operation", problem.operation())
                .put("what", words.what())
                .put("means", words.means())
                .put("next", words.next())
                .put("detail", problem.detail())
                .put("at", problem.at().toString());
        outcome.ifPresent(o -> json.put("outcome", o.name().toLowerCase(java.util.Locale.ROOT)));
        problem.requestId().ifPresent(id -> json.put("requestId", id));
        return json;
    }
}
