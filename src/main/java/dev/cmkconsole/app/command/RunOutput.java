package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.report.JsonReport;
import dev.cmkconsole.report.RunReport;
import dev.cmkconsole.text.Messages;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Prints a run on the command line: one line of progress for each event, and the result as text or JSON. */
final class RunOutput implements Consumer<RunEvent> {
    private static final Duration BETWEEN_WAITS = Duration.ofSeconds(15);
    private final Messages messages;
    private final PrintStream progress;
    private Plan plan;
    private Instant said;

    RunOutput(Messages messages, PrintStream progress) {
        this.messages = messages;
        this.progress = progress;
    }

    @Override
    public void accept(RunEvent event) {
        switch (event) {
            case RunEvent.EffectKnown(var effect, var _) ->
                EffectText.lines(effect).forEach(text -> progress.println(messages.say(text)));
            case RunEvent.Planned(var fresh, var _) -> plan = fresh;
            case RunEvent.StepStarted(var step, int attempt, var at) ->
                line(at, messages.get(attempt > 1 ? "cli.run.again" : "cli.run.begin", title(step), attempt));
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
            case RunEvent.StepEnded(var step, var outcome, var _, var at) ->
                line(at, messages.get("cli.run.ended", title(step), messages.get("outcome." + outcome)));
            case RunEvent.Reconciled(var step, var outcome, var at) ->
                line(at, messages.get("cli.run.reconciled", title(step), messages.get("outcome." + outcome)));
            case RunEvent.Ended _ -> progress.flush();
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

    String text(RunResult result) {
        var text = new StringBuilder(messages.get(
                "run.result." + result.kind(),
                messages.get(result.plan().procedure().nameKey()),
                result.plan().project().name()));
        result.at()
                .flatMap(result.plan()::step)
                .ifPresent(step -> text.append('\n')
                        .append(messages.get(
                                "cli.run.at",
                                messages.say(step.title()),
                                step.id().value())));
        result.problem().ifPresent(problem -> text.append('\n').append(explained(problem, result.outcome())));
        result.failedLanes()
                .forEach((lane, problem) -> text.append('\n')
                        .append(lane)
                        .append(": ")
                        .append(messages.explain(problem).what()));
        result.at().flatMap(result.plan()::step).ifPresent(step -> {
            if (step instanceof Step.ManualStep manual) {
                manual.copyables()
                        .forEach(c -> text.append("\n\n")
                                .append(messages.say(c.label()))
                                .append(":\n")
                                .append(c.content()));
            }
        });
        return text.append('\n')
                .append(messages.get("cli.run.id", result.runId()))
                .toString();
    }

    private String explained(Problem problem, Optional<Outcome> outcome) {
        var words = messages.explain(problem, outcome);
        return words.what()
                + '\n'
                + words.means()
                + '\n'
                + words.next()
                + '\n'
                + messages.get("cli.details", words.details());
    }

    /**
     * @param report report of the run; empty if the journal could not be read again
     */
    ObjectNode json(RunResult result, Optional<RunReport> report) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("result", result.kind().name().toLowerCase(java.util.Locale.ROOT));
        json.put("runId", result.runId());
        result.at().ifPresent(step -> json.put("at", step.value()));
        result.problem().ifPresent(p -> json.set("problem", json(p, result.outcome())));
        result.failedLanes()
                .forEach((lane, problem) -> json.withObject("/failed").set(lane, json(problem, Optional.empty())));
        json.set("plan", new PlanText(messages).json(result.plan()));
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
