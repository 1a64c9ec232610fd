package dev.cmkconsole.procedure.script;

import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.AtlasOperation;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Shell;
import dev.cmkconsole.procedure.render.StepTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A plan as one script for a POSIX shell. It sends what a run sends, with the Atlas CLI and the AWS CLI, looks first
 * whether a step is done already, and stops at the first error.
 */
public final class PlanScript {
    private static final Pattern WORDS = Pattern.compile("%\\{([\\w.]+)}");
    private static final Pattern ROLE = Pattern.compile("\"iamAssumedRoleArn\":\"([^\"]*)\"");
    private static final String PREAMBLE = preamble();

    private final Plan plan;
    private final Function<Text, String> words;
    private final Looks looks;
    private final Gates gates;

    /** @param words says a text in the user's language */
    public PlanScript(Plan plan, Function<Text, String> words) {
        this.plan = plan;
        this.words = words;
        this.looks = new Looks(plan.observedAt(), authorized(plan));
        this.gates = new Gates(plan);
    }

    private static String authorized(Plan plan) {
        return plan.steps().stream()
                .filter(Step.AtlasStep.class::isInstance)
                .flatMap(s -> ((Step.AtlasStep) s).described().flatMap(r -> r.body()).stream())
                .flatMap(body -> ROLE.matcher(body).results())
                .map(m -> m.group(1))
                .filter(role -> Output.in(role).isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String preamble() {
        try (var in = PlanScript.class.getResourceAsStream("/dev/cmkconsole/script/preamble.sh")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        var script = new StringBuilder("#!/bin/sh\n");
        script.append(comment(Text.of(
                "script.heading",
                plan.name(),
                plan.project().name(),
                plan.project().id(),
                plan.observedAt())));
        script.append(comment(Text.of("script.tools", StepTexts.ATLAS_CLI)));
        script.append(comment(Text.of("script.how")));
        script.append('\n')
                .append(said(PREAMBLE))
                .append('\n')
                .append(requirements())
                .append(signIn());
        plan.obstacle().ifPresent(gate -> script.append(blocked(gate)));
        int number = 0;
        for (var step : plan.steps()) {
            script.append('\n').append(part(step, ++number));
        }
        script.append('\n').append(end());
        return script.toString();
    }

    /** The preamble with the user's words in place of their keys. */
    private String said(String preamble) {
        return WORDS.matcher(preamble).replaceAll(m -> Matcher.quoteReplacement(word("script." + m.group(1))));
    }

    private String word(String key) {
        return Shell.word(words.apply(Text.of(key)));
    }

    private String comment(Text text) {
        return Shell.comment(words.apply(text));
    }

    private String say(Text text) {
        return "say " + Shell.word(words.apply(text)) + '\n';
    }

    /** Checks tools and variables before anything else. */
    private String requirements() {
        var lines = new StringBuilder("require jq\nrequire atlas\n");
        if (usesAws()) {
            lines.append("require aws\n");
        }
        lines.append("together MONGODB_ATLAS_PUBLIC_API_KEY MONGODB_ATLAS_PRIVATE_API_KEY\n")
                .append("together MONGODB_ATLAS_CLIENT_ID MONGODB_ATLAS_CLIENT_SECRET\n");
        name().ifPresent(name -> lines.append("if [ ! -t 0 ] && [ \"${CMK_CONFIRM-}\" != ")
                .append(Shell.word(name))
                .append(" ]; then missing=\"${missing:+$missing }CMK_CONFIRM\"; fi\n"));
        return lines.append("if [ -n \"$missing\" ]; then stop ")
                .append(word("script.missing"))
                .append(" \"$missing\"; fi\n")
                .toString();
    }

    /** Both sign-ins are tried before anything is sent. */
    private String signIn() {
        var project = AtlasOperation.GET_PROJECT.reading(plan.project().id());
        String lines = "\nhere=" + word("script.signIn") + "\nlook '%no code%' \\\n  " + Commands.atlas(project) + '\n';
        return usesAws() ? lines + "look '%no code%' \\\n  aws sts get-caller-identity --output json\n" : lines;
    }

    private boolean usesAws() {
        return plan.open().stream().anyMatch(s -> s instanceof Step.AwsStep || s instanceof Step.ManualStep);
    }

    /** What is typed before the step that cannot be undone. */
    private Optional<String> name() {
        return plan.obstacle().isPresent() ? Optional.empty() : plan.nameToType();
    }

    /** Nothing is sent while a gate outside of the lanes is blocked or cannot be told. */
    private String blocked(Step gate) {
        return "\n" + comment(standing(gate)) + "here=" + Shell.word(words.apply(gate.title())) + "\ngate "
                + Shell.word(words.apply(standing(gate))) + '\n';
    }

    private static Text standing(Step gate) {
        return switch (gate.status()) {
            case Status.Blocked(var reason) -> Text.of("texts.blocked", gate.id(), gate.title(), reason);
            case Status.CannotTell(var reason) -> Text.of("texts.cannotTell", gate.id(), gate.title(), reason);
            case Status.Done _, Status.NotNeeded _, Status.ToDo _ -> gate.title();
        };
    }

    private String part(Step step, int number) {
        String title = words.apply(Text.of("script.step", number, plan.steps().size(), step.title()));
        String head = gate(step).map(g -> comment(standing(g))).orElse("") + Shell.comment(title);
        String begin = "step " + Shell.word(title) + '\n';
        if (step instanceof Step.CheckStep) {
            return head
                    + begin
                    + gates.looks(step).stream().map(this::look).collect(Collectors.joining())
                    + (step.status().done()
                            ? "say \"  \"" + Shell.word(words.apply(Text.of("script.passed", plan.observedAt()))) + '\n'
                            : "");
        }
        if (step.status().done()) {
            return head + begin + "skip\n";
        }
        if (gate(step).filter(g -> !g.lane().isEmpty()).isPresent()) {
            return head + begin + say(standing(gate(step).get())) + "left=yes\n";
        }
        return head + begin + work(step);
    }

    /** What keeps a run from this step: itself, an earlier step of its lane, or the plan's obstacle. */
    private Optional<Step> gate(Step step) {
        return StepTexts.gate(plan, step);
    }

    private String look(String command) {
        return "say \"  \"" + word("script.look") + ' ' + Shell.word(command) + '\n';
    }

    private String work(Step step) {
        return switch (step) {
            case Step.AtlasStep atlas ->
                atlas.described()
                        .map(r -> looks.of(r, atlas.before().orElse(""))
                                + sending(step, Commands.atlas(r), atlas.retry()))
                        .orElse("");
            case Step.AwsStep aws ->
                aws.described()
                        .map(r -> looks.of(r, Looks.replaced(aws))
                                + sending(step, Commands.aws(r) + " --output json", aws.retry()))
                        .orElse("");
            case Step.ManualStep manual ->
                manual.described()
                        .map(r -> looks.of(r, "") + sending(step, Commands.aws(r) + " --output json", Retry.NEVER))
                        .orElseGet(() -> byHand(manual));
            case Step.WaitStep wait -> waiting(wait);
            case Step.CheckStep _ -> "";
        };
    }

    private String byHand(Step.ManualStep manual) {
        return manual.copyables().stream()
                        .map(c -> "say " + Shell.word(c.content()) + '\n')
                        .collect(Collectors.joining())
                + "gate " + word("script.byHand") + '\n';
    }

    private String sending(Step step, String command, Retry retry) {
        boolean ofAws = !(step instanceof Step.AtlasStep);
        var lines = new StringBuilder("if already; then\n  answer=$present\n  skip\nelse\n");
        confirmation(step).ifPresent(lines::append);
        if (retry.attempts() == 1 && !retry.delay().isZero()) {
            lines.append("settle ").append(seconds(retry.delay())).append('\n');
        }
        String send = "answer=$(\n" + command + " 2>\"$work/errors\"\n)";
        lines.append(
                retry.codes().isEmpty()
                        ? send + " || refused\n"
                        : "until " + send + "; do\n  again " + Shell.word(codes(retry, ofAws)) + ' ' + retry.attempts()
                                + ' ' + seconds(retry.delay()) + "\ndone\n");
        lines.append(ofAws ? "changed=yes\n" : "").append("did\nfi\n");
        StepTexts.yielded(plan, step)
                .forEach(o -> lines.append(o.name())
                        .append("=$(take ")
                        .append(o.member())
                        .append(")\n"));
        return lines.toString();
    }

    /** Asks before what cannot be undone, and before anything for which a run asks too. */
    private Optional<String> confirmation(Step step) {
        boolean act = step instanceof Step.AwsStep aws
                && aws.act().isPresent()
                && plan.judged()
                        .filter(j -> !j.effect().namesToType(plan.project()).isEmpty())
                        .isPresent();
        if (step.reversibility() != Reversibility.NEVER && !act && !plan.asksForName()) {
            return Optional.empty();
        }
        String effect = plan.judged().map(j -> EffectText.lines(j.effect())).stream()
                .flatMap(lines -> lines.stream())
                .map(this::say)
                .collect(Collectors.joining());
        return plan.nameToType().map(name -> effect + unchecked(step) + "confirm " + Shell.word(name) + '\n');
    }

    /** Gates that a run would ask again now, and that a script cannot: whoever confirms has looked at them. */
    private String unchecked(Step step) {
        String gates = plan.steps().stream()
                .limit(plan.steps().indexOf(step))
                .filter(s -> s instanceof Step.CheckStep && !s.status().done())
                .map(s -> s.id().value())
                .collect(Collectors.joining(", "));
        return gates.isEmpty() ? "" : say(Text.of("script.unchecked", gates));
    }

    private static String codes(Retry retry, boolean ofAws) {
        String codes = retry.codes().stream()
                .sorted()
                .map(Pattern::quote)
                .collect(Collectors.joining("|"))
                .replace("\\Q", "")
                .replace("\\E", "");
        return ofAws ? "\\((" + codes + ")\\)" : "\"errorCode\" *: *\"(" + codes + ")\"";
    }

    private String waiting(Step.WaitStep wait) {
        return "waited=0\nuntil\n" + new Waits(plan.project().id()).of(wait.until()) + "do\n  linger "
                + seconds(wait.poll()) + "\ndone\n";
    }

    private static long seconds(Duration pause) {
        return Math.max(1, Math.ceilDiv(pause.toMillis(), 1000));
    }

    private String end() {
        return "here=''\nif [ -n \"$left\" ]; then stop " + word("script.left") + "; fi\nsay " + word("script.end")
                + '\n';
    }
}
