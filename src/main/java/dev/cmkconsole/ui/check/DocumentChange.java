package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.fix.PutBack;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.Identity;
import dev.cmkconsole.ui.dialog.Question;
import dev.cmkconsole.ui.nav.Frame;
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
                        service::identity,
                        who -> {
                            writing.set(false);
                            frame.dialogs().confirm(question(words, who, choices), () -> write(words, check, choices));
                        },
                        this::failed);
    }

    private Question question(String words, Identity who, FixChoices choices) {
        var messages = frame.messages();
        String actor = who.aws().value().map(c -> c.arn()).orElseGet(() -> messages.get("access.apply.nobody"));
        String acting =
                messages.get("access.apply.who", actor, choices.request().operation());
        var consequences = ApplyFixPlanner.writesDocument(choices.request())
                ? List.of(acting, messages.get(words + ".what"), messages.get("access.apply.safe"))
                : List.of(
                        acting,
                        messages.say(ApplyFixPlanner.keyReason(choices.request())),
                        messages.get("access.act.after"));
        return question(words, choices, consequences, false);
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
                            default -> words;
                        });
    }

    private void write(String words, Optional<CheckId> check, FixChoices choices) {
        writing.set(true);
        frame.tasks()
                .run(
                        () -> service.run(
                                new ApplyFixPlanner(service.waits()),
                                choices,
                                projectId,
                                Confirmation.PLAIN,
                                _ -> {},
                                new SignalRunControl()),
                        result -> written(words, check, choices, result),
                        this::failed);
    }

    private void written(String words, Optional<CheckId> check, FixChoices choices, RunResult result) {
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
                                    choices.alsoAccepting(Set.of(result.at().get()))));
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
        return service.historyOfRun(runId).stream()
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
