package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.fix.FixProcedure;
import dev.cmkconsole.procedure.fix.PutBack;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.run.RunErrorCode;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.Identity;
import dev.cmkconsole.ui.dialog.Question;
import dev.cmkconsole.ui.nav.Frame;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * Writes the document that a check proposes, after a confirmation that names the actor, and keeps the request that
 * would undo it.
 */
public final class DocumentChange {
    private final EncryptionService service;
    private final Frame frame;
    private final String projectId;
    private final Consumer<Optional<CheckId>> afterwards;
    private final Map<CheckId, AwsRequest> undo = new EnumMap<>(CheckId.class);
    private final ReadOnlyBooleanWrapper writing = new ReadOnlyBooleanWrapper(this, "writing");

    /**
     * @param afterwards receives the check, if any, when a request was sent or may have been sent
     */
    public DocumentChange(
            EncryptionService service, Frame frame, String projectId, Consumer<Optional<CheckId>> afterwards) {
        this.service = service;
        this.frame = frame;
        this.projectId = projectId;
        this.afterwards = afterwards;
    }

    /**
     * @param check the check that proposes the document
     */
    void apply(CheckId check, AwsRequest request, Optional<RoleArn> role) {
        ask("access.apply", Optional.of(check), FixChoices.applying(request, role));
    }

    /** Returns the request that undoes the change made here for this check. */
    Optional<AwsRequest> undo(CheckId check) {
        return Optional.ofNullable(undo.get(check));
    }

    void putBack(CheckId check) {
        undo(check).ifPresent(request -> ask("access.putBack", Optional.of(check), FixChoices.puttingBack(request)));
    }

    /**
     * @param request undoes a change that the history contains
     */
    public void putBack(AwsRequest request) {
        ask("access.putBack", Optional.empty(), FixChoices.puttingBack(request));
    }

    private void ask(String words, Optional<CheckId> check, FixChoices choices) {
        if (writing.get()) {
            return;
        }
        writing.set(true);
        frame.tasks()
                .run(
                        () -> new Prepared(
                                service.identity(),
                                service.plan(new ApplyFixPlanner(service.waits()), choices, projectId)),
                        prepared -> {
                            writing.set(false);
                            ask(words, check, choices, prepared);
                        },
                        this::failed);
    }

    /** Who acts, and the plan with its effect. */
    private record Prepared(Identity who, Plan plan) {}

    private void ask(String words, Optional<CheckId> check, FixChoices choices, Prepared prepared) {
        var blocked = prepared.plan().firstBlocked().map(Step::status);
        if (blocked.isPresent() && blocked.get() instanceof Status.Blocked(var why)) {
            frame.dialogs()
                    .error(new Problem.Local(
                            "run " + FixProcedure.TYPE.id(),
                            RunErrorCode.STEP_BLOCKED,
                            frame.messages().say(why),
                            service.now()));
            afterwards.accept(check);
            return;
        }
        var question = question(words, prepared, choices);
        prepared.plan()
                .nameToType()
                .ifPresentOrElse(
                        name -> frame.dialogs()
                                .confirmTyped(
                                        question,
                                        name,
                                        typed -> write(words, check, choices, Confirmation.typed(typed))),
                        () -> frame.dialogs()
                                .confirm(question, () -> write(words, check, choices, Confirmation.PLAIN)));
    }

    private Question question(String words, Prepared prepared, FixChoices choices) {
        var messages = frame.messages();
        var who = prepared.who();
        String actor = who.aws().value().map(c -> c.arn()).orElseGet(() -> messages.get("access.apply.nobody"));
        String acting =
                messages.get("access.apply.who", actor, choices.request().operation());
        var consequences = new ArrayList<>(List.of(acting));
        effect(prepared.plan()).forEach(text -> consequences.add(messages.say(text)));
        if (ApplyFixPlanner.deletes(choices.request())) {
            consequences.add(messages.get("access.delete.safe"));
        } else if (ApplyFixPlanner.writesDocument(choices.request())) {
            consequences.addAll(List.of(messages.get(words + ".what"), messages.get("access.apply.safe")));
        } else {
            consequences.addAll(List.of(
                    messages.say(ApplyFixPlanner.keyReason(choices.request())), messages.get("access.act.after")));
        }
        boolean destructive = ApplyFixPlanner.deletes(choices.request())
                || prepared.plan().nameToType().isPresent();
        return question(words, choices, consequences, destructive);
    }

    private static List<Text> effect(Plan plan) {
        return plan.judged().map(j -> EffectText.lines(j.effect())).orElse(List.of());
    }

    /** Names the subject in the title, or below it if the name is too long. */
    private Question question(String words, FixChoices choices, List<String> consequences, boolean destructive) {
        String verb = verb(words, choices);
        String target = choices.request().target();
        return target.startsWith("arn:")
                ? new Question(verb, target, consequences, verb, destructive)
                : new Question(
                        frame.messages().say(ApplyFixPlanner.title(choices)), "", consequences, verb, destructive);
    }

    private String verb(String words, FixChoices choices) {
        return frame.messages()
                .get(
                        switch (choices.request()) {
                            case AwsRequest.EnableKey _ -> "access.act.enable";
                            case AwsRequest.CancelKeyDeletion _ -> "access.act.cancelDeletion";
                            case AwsRequest.DeleteRolePolicy _ -> "access.act.deletePolicy";
                            default -> words;
                        });
    }

    private void write(String words, Optional<CheckId> check, FixChoices choices, Confirmation confirmation) {
        writing.set(true);
        frame.tasks()
                .run(
                        () -> service.run(
                                new ApplyFixPlanner(service.waits()),
                                choices,
                                projectId,
                                confirmation,
                                _ -> {},
                                new SignalRunControl()),
                        result -> written(words, check, new Confirmed(choices, confirmation), result),
                        this::failed);
    }

    /** What was written, and how the user confirmed it. */
    private record Confirmed(FixChoices choices, Confirmation confirmation) {}

    private void written(String words, Optional<CheckId> check, Confirmed what, RunResult result) {
        var choices = what.choices();
        writing.set(false);
        if (result.kind() == RunResult.RunOutcomeKind.NEEDS_DECISION
                && result.at().isPresent()
                && result.problem().isPresent()) {
            frame.dialogs()
                    .confirm(
                            doubt(words, choices, result.problem().get()),
                            () -> write(
                                    words,
                                    check,
                                    choices.alsoAccepting(Set.of(result.at().get())),
                                    what.confirmation()));
            return;
        }
        if (result.kind() != RunResult.RunOutcomeKind.DONE) {
            result.problem().ifPresent(frame.dialogs()::error);
            afterwards.accept(check);
            return;
        }
        check.ifPresent(undo::remove);
        if (choices.puttingBack()) {
            afterwards.accept(check);
        } else {
            remember(check, result.runId());
        }
    }

    private Question doubt(String words, FixChoices choices, Problem why) {
        return question(words, choices, List.of(why.detail()), true);
    }

    /** Runs as a separate task, because an unreadable journal must not hide a successful write. */
    private void remember(Optional<CheckId> check, String runId) {
        writing.set(true);
        frame.tasks()
                .run(
                        () -> undoOf(runId),
                        request -> {
                            writing.set(false);
                            check.ifPresent(c -> request.ifPresent(r -> undo.put(c, r)));
                            afterwards.accept(check);
                        },
                        why -> {
                            failed(why);
                            afterwards.accept(check);
                        });
    }

    private Optional<AwsRequest> undoOf(String runId) {
        return service.history().ofRun(runId).stream()
                .map(JournalEntry::what)
                .filter(d -> d.kind() == EntryKind.INTENT)
                .findFirst()
                .flatMap(PutBack::request);
    }

    private void failed(Problem why) {
        writing.set(false);
        frame.dialogs().error(why);
    }

    /** Whether a document is being written, or a confirmation is about to appear. */
    public ReadOnlyBooleanProperty writingProperty() {
        return writing.getReadOnlyProperty();
    }
}
