package dev.cmkconsole.ui.history;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.fix.PutBack;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.StepTexts;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.check.DocumentChange;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.plan.DiffLine;
import dev.cmkconsole.ui.task.TaskHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * Undoes a recorded change of a policy document. It shows first what would be written or deleted and what would stop,
 * and refuses if the document has changed since or the effect is not known.
 */
public final class PutBackViewModel {
    /**
     * The result of undoing the change now.
     *
     * @param said what would be done, why it cannot be done, or that it is already done
     * @param effect what depends on the document now, and what would stop
     * @param verb text of the button that undoes the change; empty if there is nothing to do
     * @param destructive whether something is deleted or stops
     * @param diff the change for reading; empty if there is none
     */
    public record Outlook(
            String said, List<String> effect, Optional<String> verb, boolean destructive, List<DiffLine> diff) {
        public Outlook {
            effect = List.copyOf(effect);
            diff = List.copyOf(diff);
        }

        public boolean possible() {
            return verb.isPresent();
        }
    }

    private final Frame frame;
    private final EncryptionService service;
    private final Runnable afterwards;
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper(this, "offered");
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper(this, "working");
    private final ReadOnlyObjectWrapper<Outlook> outlook = new ReadOnlyObjectWrapper<>(this, "outlook");
    private final ReadOnlyStringWrapper verb = new ReadOnlyStringWrapper(this, "verb", "");
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
                .filter(l -> !l.underWay() && PutBack.mayHaveTakenEffect(l.outcome()))
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
        verb.set(frame.messages().get(deletes() ? "access.act.deletePolicy" : "access.putBack"));
    }

    private boolean deletes() {
        return request != null && ApplyFixPlanner.deletes(request);
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
                        effect(plan),
                        Optional.of(messages.get(deletes() ? "access.act.deletePolicy" : "history.putBack.write")),
                        deletes() || plan.nameToType().isPresent(),
                        diff(step));
            case Status.Done _, Status.NotNeeded _ -> nothingToDo(messages.get(already()));
            case Status.Blocked(var why) -> refused(messages.say(why), plan, step);
            case Status.CannotTell(var why) -> refused(messages.say(why), plan, step);
        };
    }

    private String already() {
        return deletes() ? "history.putBack.alreadyDeleted" : "history.putBack.already";
    }

    private static Outlook nothingToDo(String said) {
        return new Outlook(said, List.of(), Optional.empty(), false, List.of());
    }

    /** Says why not, what is known of the effect, and the command for doing it by hand. */
    private Outlook refused(String why, Plan plan, Step step) {
        var said = new ArrayList<>(effect(plan));
        new StepTexts(plan, service.connection().signIn(), frame.messages()::say)
                .cli(step)
                .ifPresent(command -> said.add(frame.messages().get("history.putBack.byHand", command)));
        return new Outlook(why, refusedForEffect(plan) ? said : List.of(), Optional.empty(), false, diff(step));
    }

    private static boolean refusedForEffect(Plan plan) {
        return plan.judged().flatMap(Plan.Judged::refusal).isPresent();
    }

    private List<String> effect(Plan plan) {
        return plan.judged().map(j -> EffectText.lines(j.effect())).orElse(List.of()).stream()
                .map(frame.messages()::say)
                .toList();
    }

    private static List<DiffLine> diff(Step step) {
        return step instanceof Step.AwsStep aws
                ? aws.diff()
                        .map(d -> DiffLine.ofPolicies(d.before(), d.after()))
                        .orElse(List.of())
                : List.of();
    }

    private void failed(Problem why) {
        working.set(false);
        frame.dialogs().error(why);
    }

    /** Undoes the change after a confirmation that names the actor, the effect and, where data is lost, the project. */
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

    /** What the undoing does, as the text of the button that looks at it. */
    public ReadOnlyStringProperty verbProperty() {
        return verb.getReadOnlyProperty();
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
