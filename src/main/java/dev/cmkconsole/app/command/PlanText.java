package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.effect.ActEffect;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.StepTexts;
import dev.cmkconsole.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Prints a plan on the command line: as text for people, as JSON for programs. */
final class PlanText {
    private final Messages messages;
    private final SignIn signIn;

    /** @param signIn how the program signs in to Atlas: texts for other tools sign in the same way */
    PlanText(Messages messages, SignIn signIn) {
        this.messages = messages;
        this.signIn = signIn;
    }

    String text(Plan plan) {
        return text(plan, _ -> "") + (plan.complete() ? "" : messages.get("cli.plan.texts") + '\n');
    }

    /** Each step as commands of other tools too. */
    String textWithCommands(Plan plan, Function<StepId, Optional<String>> terraform) {
        var texts = new StepTexts(plan, signIn, messages::say);
        return text(
                plan,
                step -> commands(texts, step)
                        + terraform
                                .apply(step.id())
                                .filter(t -> !t.isBlank())
                                .map(t -> command("plan.tab.terraform", t.strip()))
                                .orElse(""));
    }

    /** What the user hands on or types elsewhere for a step that this program has no command for. */
    private String copies(Step step) {
        var text = new StringBuilder();
        documents(step)
                .forEach(c -> text.append("\n# ")
                        .append(messages.say(c.label()))
                        .append('\n')
                        .append(c.content())
                        .append("\n\n"));
        return text.toString();
    }

    private static List<Step.Copyable> documents(Step step) {
        return step instanceof Step.ManualStep manual && manual.described().isEmpty() ? manual.copyables() : List.of();
    }

    private String commands(StepTexts texts, Step step) {
        var text = new StringBuilder();
        texts.api(step).ifPresent(t -> text.append(command("plan.tab.api", t)));
        texts.cli(step).ifPresent(t -> text.append(command("plan.tab.cli", t)));
        return text.toString();
    }

    private String command(String tab, String text) {
        return "\n# " + messages.get(tab) + "\n" + text + "\n\n";
    }

    private String text(Plan plan, Function<Step, String> more) {
        var text = new StringBuilder(messages.get(
                        "cli.plan.heading",
                        messages.say(plan.name()),
                        plan.project().name(),
                        plan.project().id(),
                        plan.observedAt()))
                .append("\n\n");
        int number = 0;
        for (var step : plan.steps()) {
            text.append(String.format(
                    "%3d  %-12s %-8s %s%n", ++number, word(step.status()), where(step), messages.say(step.title())));
            doubt(step.status())
                    .ifPresent(reason ->
                            text.append("     ").append(messages.say(reason)).append('\n'));
            text.append("     ")
                    .append(messages.say(step.reason()))
                    .append(' ')
                    .append(undo(step.reversibility()))
                    .append('\n')
                    .append(copies(step))
                    .append(more.apply(step));
        }
        var effect = effect(plan);
        if (!effect.isEmpty()) {
            text.append('\n').append(messages.get("effect.heading")).append('\n');
            effect.forEach(line -> text.append("  ").append(line).append('\n'));
            plan.nameToType()
                    .ifPresent(name -> text.append("  ")
                            .append(messages.get("cli.plan.confirm", Commands.quote(name)))
                            .append('\n'));
        } else if (plan.asksForName()) {
            plan.nameToType()
                    .ifPresent(name -> text.append('\n')
                            .append(messages.get("cli.plan.confirm", Commands.quote(name)))
                            .append('\n'));
        }
        var leftovers = leftovers(plan);
        if (!leftovers.isEmpty()) {
            text.append('\n').append(leftovers);
        }
        return text.append('\n')
                .append(open(plan))
                .append(blocked(plan))
                .append(summary(plan))
                .append('\n')
                .toString();
    }

    /** What nothing uses, with what deletes it; empty where there is no such thing. */
    String leftovers(Plan plan) {
        var text = new StringBuilder();
        plan.leftovers().forEach(leftover -> {
            text.append(messages.get("leftover.heading")).append('\n');
            text.append("  ").append(messages.say(leftover.what())).append('\n');
            text.append("  ").append(messages.say(leftover.advice())).append('\n');
            leftover.commands()
                    .forEach(c -> text.append("    ").append(c.content()).append('\n'));
        });
        return text.toString();
    }

    /** What the plan's acts take away and from whom; empty for a plan that takes nothing away. */
    private List<String> effect(Plan plan) {
        return plan
                .judged()
                .filter(j -> !j.effect().acts().isEmpty())
                .map(j -> EffectText.lines(j.effect()))
                .orElse(List.of())
                .stream()
                .map(messages::say)
                .toList();
    }

    /** The unknown results with their names, and the names of checks whose results come later. */
    private String open(Plan plan) {
        var text = new StringBuilder();
        var doubts = OpenDoubts.lines(plan, messages);
        if (!doubts.isEmpty()) {
            text.append(messages.get("cli.plan.undecided", doubts.size())).append('\n');
            doubts.forEach(line -> text.append(line).append('\n'));
        }
        var later = plan.steps().stream()
                .filter(step -> step instanceof Step.CheckStep && step.status() instanceof Status.ToDo)
                .map(step -> step.id().value())
                .toList();
        if (!later.isEmpty()) {
            text.append(messages.get("cli.plan.later", later.size(), String.join(", ", later)))
                    .append('\n');
        }
        return text.toString();
    }

    /** A cluster that is blocked does not hold up the others, so only a step outside of the lanes counts. */
    private String blocked(Plan plan) {
        return plan.trunkBlocked()
                .map(step -> messages.get("cli.plan.blocked", plan.steps().indexOf(step) + 1) + '\n')
                .orElse("");
    }

    String summary(Plan plan) {
        if (plan.complete()) {
            return messages.get("plan.summary.done");
        }
        return messages.get(
                "plan.summary.open",
                plan.openAtlasRequests(),
                plan.openAwsRequests(),
                plan.openManualSteps(),
                plan.openIrreversible());
    }

    ObjectNode json(Plan plan) {
        return json(plan, _ -> Optional.empty());
    }

    /** @param terraform the part of the Terraform configuration that a step is about */
    ObjectNode json(Plan plan, Function<StepId, Optional<String>> terraform) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("procedure", plan.procedure().id());
        json.put("name", messages.say(plan.name()));
        json.putObject("project")
                .put("id", plan.project().id())
                .put("name", plan.project().name());
        json.put("observedAt", plan.observedAt().toString());
        json.put("complete", plan.complete());
        plan.judged().ifPresent(j -> json.set("effect", json(j.effect())));
        plan.nameToType().ifPresent(name -> json.put("confirm", name));
        var steps = json.putArray("steps");
        var texts = new StepTexts(plan, signIn, messages::say);
        plan.steps().forEach(step -> {
            var one = json(step, texts);
            terraform.apply(step.id()).ifPresent(part -> one.put("terraform", part));
            steps.add(one);
        });
        plan.leftovers().forEach(leftover -> {
            var one = json.withArray("leftovers")
                    .addObject()
                    .put("what", messages.say(leftover.what()))
                    .put("advice", messages.say(leftover.advice()));
            leftover.commands().forEach(c -> one.withArray("commands").add(c.content()));
        });
        return json;
    }

    private ObjectNode json(ActEffect effect) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("takesSomething", !effect.acts().isEmpty());
        var projects = json.putArray("projects");
        effect.projects().forEach(p -> {
            var one = projects.addObject()
                    .put("id", p.project().id())
                    .put("name", p.project().name())
                    .put("access", p.change().name().toLowerCase(Locale.ROOT));
            // Unread clusters are no empty list.
            p.clusters()
                    .ifPresentOrElse(all -> all.forEach(one.putArray("clusters")::add), () -> one.putNull("clusters"));
            p.lost().forEach(one.putArray("backupKeysLost")::add);
        });
        effect.unread().forEach(json.putArray("unreadProjects")::add);
        effect.strangers().forEach(json.putArray("unknownExternalIds")::add);
        effect.failure().ifPresent(code -> json.put("unreadable", code));
        return json;
    }

    private ObjectNode json(Step step, StepTexts texts) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", step.id().value());
        json.put("title", messages.say(step.title()));
        json.put("reason", messages.say(step.reason()));
        json.put("where", where(step).toLowerCase(Locale.ROOT));
        json.put("reversibility", step.reversibility().name().toLowerCase(Locale.ROOT));
        json.put("status", code(step.status()));
        doubt(step.status()).ifPresent(reason -> json.put("statusReason", messages.say(reason)));
        step.status().acceptedDoubt().ifPresent(reason -> json.put("accepted", messages.say(reason)));
        json.put("explanation", messages.say(step.rendering().explanation()));
        texts.api(step).ifPresent(t -> json.put("api", t));
        texts.cli(step).ifPresent(t -> json.put("cli", t));
        documents(step)
                .forEach(c -> json.withArray("copy")
                        .addObject()
                        .put("label", messages.say(c.label()))
                        .put("content", c.content()));
        return json;
    }

    private String word(Status status) {
        return messages.get("plan.status." + (status.acceptedDoubt().isPresent() ? "accepted" : code(status)));
    }

    private static String code(Status status) {
        return switch (status) {
            case Status.Done _ -> "done";
            case Status.ToDo _ -> "todo";
            case Status.NotNeeded _ -> "notNeeded";
            case Status.Blocked _ -> "blocked";
            case Status.CannotTell _ -> "cannotTell";
        };
    }

    private static Optional<Text> doubt(Status status) {
        return switch (status) {
            case Status.Blocked(var reason) -> Optional.of(reason);
            case Status.CannotTell(var reason) -> Optional.of(reason);
            case Status.Done(var accepted) -> accepted;
            case Status.ToDo _, Status.NotNeeded _ -> Optional.empty();
        };
    }

    private String where(Step step) {
        return messages.get("plan.where."
                + switch (step) {
                    case Step.AtlasStep _ -> "atlas";
                    case Step.AwsStep _ -> "aws";
                    case Step.ManualStep _ -> "you";
                    case Step.WaitStep _ -> "wait";
                    case Step.CheckStep _ -> "check";
                });
    }

    private String undo(Reversibility reversibility) {
        return messages.get("cli.undo." + reversibility);
    }
}
