package dev.cmkconsole.ui.plan;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.report.RunReport;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Activities;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.TaskHandle;
import dev.cmkconsole.ui.task.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * One run from the confirmation to the result, including the pauses for manual steps and decisions. While it is under
 * way it counts as an activity. Its page stays alive when the user leaves it, and closing the window asks.
 */
public final class RunViewModel {

    /**
     * RUNNING and STOPPING are under way. The two NEEDS phases wait for the user, with nothing under way. ENDED has a
     * result or a problem.
     */
    public enum Phase {
        RUNNING,
        STOPPING,
        NEEDS_HANDS,
        NEEDS_DECISION,
        ENDED
    }

    private static final Duration TICK = Duration.ofSeconds(1);

    private final EncryptionService service;
    private final Frame frame;
    private final Messages messages;
    private final Clock clock;
    private final String title;
    private final Place place;
    private final Durations durations;
    private final ReportText report;
    private final ObservableList<StepLine> lines = FXCollections.observableArrayList();
    private final ObservableList<StepLine> shownLines = FXCollections.unmodifiableObservableList(lines);
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(this, "phase", Phase.RUNNING);
    private final ReadOnlyObjectWrapper<RunResult> result = new ReadOnlyObjectWrapper<>(this, "result");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyObjectWrapper<StepId> current = new ReadOnlyObjectWrapper<>(this, "current");
    private final ReadOnlyStringWrapper headline = new ReadOnlyStringWrapper(this, "headline", "");
    private final ReadOnlyStringWrapper elapsed = new ReadOnlyStringWrapper(this, "elapsed", "");
    private final ReadOnlyStringWrapper retryWords = new ReadOnlyStringWrapper(this, "retryWords", "");
    private StepId checked;
    private RunOrder<?> order;
    private RunProgress progress;
    private SignalRunControl control = new SignalRunControl();
    private TaskHandle ticking = TaskHandle.ENDED;
    private Activities.Activity activity;
    private Instant began;
    private Optional<String> earlier = Optional.empty();
    private Runnable again = () -> begin(order);

    /**
     * @param title the run's entry in the window's list of activities
     * @param place the place that shows this run
     */
    public RunViewModel(RunOrder<?> order, EncryptionService service, Frame frame, String title, Place place) {
        this.order = order;
        this.service = service;
        this.frame = frame;
        this.messages = frame.messages();
        this.clock = frame.clock();
        this.title = title;
        this.place = place;
        this.durations = new Durations(messages);
        this.report = new ReportText(service, frame);
    }

    /** Records this run as the continuation of an ended run. Call it before the start. */
    public RunViewModel continuing(Optional<String> runId) {
        earlier = runId;
        return this;
    }

    public void start() {
        began = clock.instant();
        begin(order);
    }

    private <C extends Choices<C>> void begin(RunOrder<C> next) {
        var continues = Optional.ofNullable(result.get()).map(RunResult::runId).or(() -> earlier);
        order = next;
        progress = new RunProgress(messages, service.connection().signIn());
        control = new SignalRunControl();
        result.set(null);
        problem.set(null);
        phase.set(Phase.RUNNING);
        var mine = control;
        activity = frame.activities().begin(title, place);
        ticking = frame.tasks().every(TICK, this::tick);
        Work<RunEvent, RunResult> work = events -> service.run(
                next.planner(), next.choices(), next.project().id(), next.confirmation(), continues, events, mine);
        frame.tasks().run(work, this::heard, this::ended, this::failed);
        tick();
    }

    private void heard(RunEvent event) {
        progress.apply(event);
        tick();
    }

    private void ended(RunResult outcome) {
        over();
        result.set(outcome);
        problem.set(outcome.problem().orElse(null));
        outcome.at().ifPresent(current::set);
        close(
                "run.headline." + outcome.kind().name(),
                switch (outcome.kind()) {
                    case NEEDS_HANDS -> Phase.NEEDS_HANDS;
                    case NEEDS_DECISION -> Phase.NEEDS_DECISION;
                    case DONE, PARTLY, STOPPED, BLOCKED, FAILED, UNKNOWN -> Phase.ENDED;
                });
        // What a run leaves behind that must not be overlooked comes before how it ended.
        outcome.plan()
                .procedure()
                .first(outcome.now())
                .ifPresent(left -> headline.set(messages.say(left) + " " + headline.get()));
        report.of(outcome.runId(), headline.get());
    }

    private void failed(Problem why) {
        over();
        problem.set(why);
        close("run.headline.NOT_STARTED", Phase.ENDED);
        report.of(headline.get(), why);
    }

    /** Sets the phase last, so that its listeners find all other properties updated. */
    private void close(String headlineKey, Phase reached) {
        tick();
        if (reached == Phase.ENDED) {
            sayElapsed("run.elapsed.ended", clock.instant());
        }
        retryWords.set("");
        headline.set(messages.get(headlineKey, order.project().name()));
        phase.set(reached);
    }

    private void over() {
        ticking.cancel();
        activity.close();
    }

    /** Updates the times. */
    private void tick() {
        Instant now = clock.instant();
        update(progress.lines(now));
        sayElapsed("run.elapsed", now);
        if (underWay()) {
            progress.current().ifPresent(current::set);
            headline.set(messages.get(
                    phase.get() == Phase.STOPPING ? "run.headline.stopping" : "run.headline.running",
                    progress.done(),
                    lines.stream()
                            .filter(l -> l.mark() != StepLine.Mark.LEFT_OVER)
                            .count()));
            retryWords.set(progress.retryReason()
                    .map(p -> messages.explain(p))
                    .map(e -> e.what() + " " + e.means())
                    .orElse(""));
        }
    }

    private void sayElapsed(String key, Instant now) {
        elapsed.set(messages.get(key, durations.say(Duration.between(began, now))));
    }

    private void update(List<StepLine> fresh) {
        for (int i = 0; i < fresh.size(); i++) {
            if (i >= lines.size()) {
                lines.add(fresh.get(i));
            } else if (!lines.get(i).equals(fresh.get(i))) {
                lines.set(i, fresh.get(i));
            }
        }
        if (!fresh.isEmpty() && lines.size() > fresh.size()) {
            lines.remove(fresh.size(), lines.size());
        }
    }

    public boolean underWay() {
        return phase.get() == Phase.RUNNING || phase.get() == Phase.STOPPING;
    }

    /** Ends the current pause between two attempts. */
    public void tryNow() {
        control.tryNow();
    }

    /** Stops the run after the current step, which is finished and recorded first. */
    public void stopAfterStep() {
        if (underWay()) {
            phase.set(Phase.STOPPING);
            control.stop();
            tick();
        }
    }

    /**
     * Handles the user's statement that the manual step is done. If the program can see the result, it reads it; a
     * second pause at the same step then means that the result is missing. Otherwise the statement is accepted.
     */
    public void handsDone() {
        if (phase.get() == Phase.NEEDS_HANDS) {
            StepId step = result.get().at().orElseThrow();
            boolean visible = order.visible().test(result.get().now(), step);
            checked = visible ? step : null;
            if (visible) {
                begin(order);
            } else {
                begin(order.doneByHand(step));
            }
        }
    }

    /** Accepts the user's statement although the program did not see the result. */
    public void handsDoneForCertain() {
        if (phase.get() == Phase.NEEDS_HANDS) {
            begin(order.doneByHand(result.get().at().orElseThrow()));
        }
    }

    /** Accepts the checks without a result. The choices of the next run contain this decision. */
    public void goOnAnyway() {
        if (phase.get() == Phase.NEEDS_DECISION) {
            var undecided =
                    result.get().plan().undecided().stream().map(Step::id).collect(Collectors.toUnmodifiableSet());
            begin(order.accepting(undecided));
        }
    }

    /**
     * Plans again from the current state and continues; finished steps are not repeated. If {@link #againBy} was set,
     * its action runs instead.
     */
    public void again() {
        if (!underWay()) {
            again.run();
        }
    }

    /**
     * Replaces the retry action. A run that was confirmed for a single attempt needs a new confirmation before the next
     * one.
     */
    public void againBy(Runnable other) {
        again = other;
    }

    /** Returns the checks without a result that wait for the user's decision. */
    public List<StepLine> undecided() {
        return lines.stream().filter(l -> l.mark() == StepLine.Mark.CANNOT_TELL).toList();
    }

    /** Returns the step at which the run paused, from the latest plan. */
    public Optional<StepLine> pausedAt() {
        return Optional.ofNullable(result.get())
                .flatMap(RunResult::at)
                .flatMap(id -> lines.stream().filter(l -> l.id().equals(id)).findFirst());
    }

    /** Returns whether the program looked for the result of the paused manual step and did not find it. */
    public boolean lookedInVain() {
        return phase.get() == Phase.NEEDS_HANDS
                && result.get().at().filter(step -> step.equals(checked)).isPresent();
    }

    public Project project() {
        return order.project();
    }

    public ProcedureType<?> procedure() {
        return order.planner().procedure();
    }

    /** Returns the report as text for Copy. */
    public String report() {
        return report.text();
    }

    /** Reads the journal; do not call it on the JavaFX thread. */
    RunReport wholeReport() {
        return service.history().report(result.get().runId());
    }

    /** Opens the report of the ended or paused run. */
    public void showReport() {
        if (result.get() != null) {
            frame.navigator().go(new Place.Report(result.get().runId()));
        }
    }

    public ObservableList<StepLine> lines() {
        return shownLines;
    }

    /** Whether the run is not over; a note about stopping it is shown only then. */
    public ObservableValue<Boolean> openProperty() {
        return phase.map(p -> p != Phase.ENDED);
    }

    public ReadOnlyObjectProperty<Phase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    public Phase phase() {
        return phase.get();
    }

    /** Null while the run is under way, and if the run could not start. */
    public ReadOnlyObjectProperty<RunResult> resultProperty() {
        return result.getReadOnlyProperty();
    }

    public RunResult result() {
        return result.get();
    }

    /** The problem that ended or paused the run; null if there is none. */
    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<StepId> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty headlineProperty() {
        return headline.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty elapsedProperty() {
        return elapsed.getReadOnlyProperty();
    }

    /** Why the current step is being retried; empty otherwise. */
    public ReadOnlyStringProperty retryWordsProperty() {
        return retryWords.getReadOnlyProperty();
    }
}
