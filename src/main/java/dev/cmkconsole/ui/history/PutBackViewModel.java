package dev.cmkconsole.ui.history;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.fix.PutBack;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.check.DocumentChange;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.plan.DiffLine;
import dev.cmkconsole.ui.task.TaskHandle;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Undoes a recorded change of a policy document. It shows the write first, and refuses if the document has changed
 * since.
 */
public final class PutBackViewModel {
    private static final Set<Outcome> WRITTEN = EnumSet.of(Outcome.DONE, Outcome.DONE_UNANSWERED);

    /**
     * The result of undoing the change now.
     *
     * @param said what would be done, why it cannot be done, or that it is already done
     * @param possible whether there is something to write
     * @param diff the change for reading; empty if there is none
     */
    public record Outlook(String said, boolean possible, List<DiffLine> diff) {
        public Outlook {
            diff = List.copyOf(diff);
        }
    }

    private final Frame frame;
    private final EncryptionService service;
    private final Runnable afterwards;
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper(this, "offered");
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper(this, "working");
    private final ReadOnlyObjectWrapper<Outlook> outlook = new ReadOnlyObjectWrapper<>(this, "outlook");
    private TaskHandle reading = TaskHandle.ENDED;
    private AwsRequest request;
    private String projectId;

    /**
     * @param afterwards called when something was written or may have been written
     */
    PutBackViewModel(Frame frame, EncryptionService service, Runnable afterwards) {
        this.frame = frame;
        this.service = service;
        this.afterwards = afterwards;
    }

    /**
     * @param line the selected history line; may be null
     */
    void about(HistoryLine line) {
        var undo = Optional.ofNullable(line)
                .filter(l -> l.outcome().filter(WRITTEN::contains).isPresent())
                .flatMap(HistoryLine::first)
                .map(JournalEntry::what)
                .flatMap(PutBack::request);
        if (undo.isPresent()
                && undo.get().equals(request)
                && line.what().projectId().equals(projectId)) {
            return;
        }
        reading.cancel();
        working.set(false);
        outlook.set(null);
        request = undo.orElse(null);
        projectId = line == null ? null : line.what().projectId();
        offered.set(undo.isPresent());
    }

    /** Reads the current document and shows what would be written. It sends no change. */
    public void look() {
        if (request == null || working.get()) {
            return;
        }
        working.set(true);
        var choices = FixChoices.puttingBack(request);
        String project = projectId;
        reading = frame.tasks()
                .run(
                        () -> service.plan(new ApplyFixPlanner(service.waits()), choices, project),
                        plan -> {
                            working.set(false);
                            outlook.set(outlook(plan));
                        },
                        this::failed);
    }

    private Outlook outlook(Plan plan) {
        var messages = frame.messages();
        var step = plan.step(ApplyFixPlanner.APPLY).orElseThrow();
        return switch (step.status()) {
            case Status.ToDo _ ->
                new Outlook(
                        messages.say(step.title()) + ". " + messages.say(step.reason()),
                        true,
                        step instanceof Step.AwsStep aws
                                ? aws.diff()
                                        .map(d -> DiffLine.ofPolicies(d.before(), d.after()))
                                        .orElse(List.of())
                                : List.of());
            case Status.Done _ -> new Outlook(messages.get("history.putBack.already"), false, List.of());
            case Status.Blocked(var why) -> new Outlook(messages.say(why), false, List.of());
            case Status.CannotTell(var why) -> new Outlook(messages.say(why), false, List.of());
        };
    }

    private void failed(Problem why) {
        working.set(false);
        frame.dialogs().error(why);
    }

    /** Restores the earlier document after a confirmation that names the actor. */
    public void putBack() {
        if (request == null || outlook.get() == null || !outlook.get().possible()) {
            return;
        }
        new DocumentChange(service, frame, projectId, _ -> written()).putBack(request);
    }

    private void written() {
        look();
        afterwards.run();
    }

    void dispose() {
        reading.cancel();
    }

    /** Whether the selected line changed a document and its record contains the full document. */
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /** Whether the current document is being read. */
    public ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }

    /** Null until the current document was read. */
    public ReadOnlyObjectProperty<Outlook> outlookProperty() {
        return outlook.getReadOnlyProperty();
    }
}
