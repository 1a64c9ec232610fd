package dev.cmkconsole.ui.plan;

import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.render.StepTexts;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.plan.StepLine.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Converts steps and plans to text. */
public final class StepWords {
    private final Messages messages;
    private final SignIn signIn;

    /** @param signIn how the program signs in to Atlas: texts for other tools sign in the same way */
    public StepWords(Messages messages, SignIn signIn) {
        this.messages = messages;
        this.signIn = signIn;
    }

    public List<StepLine> lines(Plan plan) {
        return Stream.concat(
                        plan.steps().stream().map(step -> line(plan, step)),
                        IntStream.range(0, plan.leftovers().size())
                                .mapToObj(i -> line(i, plan.leftovers().get(i))))
                .toList();
    }

    /** A line that is no step: nothing is done about it in this plan. */
    private StepLine line(int number, Leftover unused) {
        return new StepLine(
                StepId.of("left-over-" + (number + 1)),
                messages.say(unused.what()),
                messages.say(unused.advice()),
                messages.get("plan.where.YOU"),
                "",
                new StepLine.Standing(Mark.LEFT_OVER, word(Mark.LEFT_OVER), messages.say(unused.advice())),
                new StepLine.Detail(
                        messages.say(unused.advice()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        unused.commands().stream()
                                .map(c -> new StepLine.Copyable(messages.say(c.label()), c.content()))
                                .toList()));
    }

    public StepLine line(Plan plan, Step step) {
        Mark mark = mark(step.status());
        return new StepLine(
                step.id(),
                messages.say(step.title()),
                messages.say(step.reason()),
                messages.get("plan.where." + where(step)),
                messages.get("plan.undo." + step.reversibility().name()),
                new StepLine.Standing(mark, word(mark), note(step.status())),
                detail(plan, step));
    }

    public String word(Mark mark) {
        return messages.get("plan.mark." + mark.name());
    }

    /** Returns one line: how many requests go to which service, and whether any step is irreversible. */
    public String summary(Plan plan) {
        if (plan.complete()) {
            return messages.get("plan.summary.complete");
        }
        var blocked = plan.trunkBlocked();
        if (blocked.isPresent()) {
            return partlyDone(
                    plan,
                    messages.get(
                            "plan.summary.blocked", messages.say(blocked.get().title())));
        }
        var parts = new ArrayList<String>();
        parts.add(messages.get("plan.summary.atlas", plan.openAtlasRequests()));
        parts.add(messages.get("plan.summary.aws", plan.openAwsRequests()));
        if (plan.openManualSteps() > 0) {
            parts.add(messages.get("plan.summary.hands", plan.openManualSteps()));
        }
        parts.add(messages.get("plan.summary.irreversible", plan.openIrreversible()));
        return partlyDone(plan, String.join(", ", parts));
    }

    private String partlyDone(Plan plan, String line) {
        int done = plan.steps().size() - plan.open().size();
        return done == 0
                ? line
                : messages.get(
                        "plan.summary.partlyDone", line, done, plan.steps().size());
    }

    private static String where(Step step) {
        return switch (step) {
            case Step.AtlasStep _ -> "ATLAS";
            case Step.AwsStep _ -> "AWS";
            case Step.ManualStep _ -> "YOU";
            case Step.WaitStep _ -> "WAIT";
            case Step.CheckStep _ -> "CHECK";
        };
    }

    private static Mark mark(Status status) {
        return switch (status) {
            case Status.Done _ -> Mark.DONE;
            case Status.ToDo _ -> Mark.TO_DO;
            case Status.NotNeeded _ -> Mark.NOT_NEEDED;
            case Status.Blocked _ -> Mark.BLOCKED;
            case Status.CannotTell _ -> Mark.CANNOT_TELL;
        };
    }

    private String note(Status status) {
        return switch (status) {
            case Status.Blocked(var reason) -> messages.say(reason);
            case Status.CannotTell(var reason) -> messages.say(reason);
            case Status.Done(var accepted) -> accepted.map(messages::say).orElse("");
            case Status.ToDo _, Status.NotNeeded _ -> "";
        };
    }

    private StepLine.Detail detail(Plan plan, Step step) {
        var rendering = step.rendering();
        var texts = new StepTexts(plan, signIn, messages::say);
        var changed = switch (step) {
            case Step.AwsStep aws -> aws.diff();
            case Step.CheckStep check -> check.diff();
            case Step.AtlasStep _, Step.ManualStep _, Step.WaitStep _ -> Optional.<Step.Diff>empty();
        };
        var diff = changed.map(d -> DiffLine.ofPolicies(d.before(), d.after())).orElse(List.of());
        var copyables = texts.copyables(step).stream()
                .map(c -> new StepLine.Copyable(messages.say(c.label()), c.content()))
                .toList();
        return new StepLine.Detail(
                messages.say(rendering.explanation()), texts.api(step), texts.cli(step), diff, copyables);
    }
}
