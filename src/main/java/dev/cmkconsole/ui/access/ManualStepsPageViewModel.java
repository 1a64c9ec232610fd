package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.newkey.NewKeySteps;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.replica.ReplicaSteps;
import dev.cmkconsole.ui.plan.ColleagueText;
import dev.cmkconsole.ui.plan.StepLine;
import dev.cmkconsole.ui.plan.StepWords;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * Asks who makes one AWS change: this console, the user, or a colleague. The steps of each come from the plan, so they
 * match the run.
 */
public final class ManualStepsPageViewModel extends QuestionPage {
    private final AccessFlow<?> flow;
    private final List<StepId> subject;
    private final boolean trust;
    private final StepWords words;
    private final ObjectProperty<ChangeMode> way = new SimpleObjectProperty<>(this, "way");
    private final ReadOnlyObjectWrapper<List<StepLine>> byConsole =
            new ReadOnlyObjectWrapper<>(this, "byConsole", List.of());
    private final ReadOnlyObjectWrapper<List<StepLine>> byHand = new ReadOnlyObjectWrapper<>(this, "byHand", List.of());
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper(this, "reading");
    private final ReadOnlyBooleanWrapper nothingToDo = new ReadOnlyBooleanWrapper(this, "nothingToDo");
    private final ReadOnlyBooleanWrapper incomplete = new ReadOnlyBooleanWrapper(this, "incomplete");
    private Departure waiting;
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");

    private ManualStepsPageViewModel(AccessFlow<?> flow, String id, boolean trust, List<StepId> subject) {
        super(
                id,
                flow.messages().get("accessPages." + id + ".name"),
                flow.messages().get("accessPages." + id + ".heading"),
                Buttons.question(flow));
        this.flow = flow;
        this.trust = trust;
        this.subject = subject;
        this.words = new StepWords(flow.messages(), flow.service().connection().signIn());
        way.set(trust ? flow.trustWay() : flow.accessWay());
        way.addListener((_, _, _) -> error.set(""));
    }

    public static ManualStepsPageViewModel trust(AccessFlow<?> flow) {
        return new ManualStepsPageViewModel(flow, "trust", true, List.of(AccessSteps.SET_UP_ROLE));
    }

    public static ManualStepsPageViewModel access(AccessFlow<?> flow) {
        return new ManualStepsPageViewModel(
                flow, "access", false, List.of(AccessSteps.ALLOW_KEY, AccessSteps.KEY_POLICY));
    }

    /** Returns the page for access to a key, which the same actor creates first if it is a new one. */
    public static ManualStepsPageViewModel accessToNewKey(AccessFlow<?> flow) {
        return new ManualStepsPageViewModel(
                flow,
                "access",
                false,
                List.of(
                        NewKeySteps.CREATE_KEY,
                        NewKeySteps.NAME_KEY,
                        AccessSteps.AUTOMATIC_ROTATION,
                        AccessSteps.ALLOW_KEY,
                        AccessSteps.KEY_POLICY));
    }

    /** Returns the page for access to the same key in several regions, which the same actor replicates first. */
    public static ManualStepsPageViewModel accessInRegions(AccessFlow<?> flow) {
        var steps = Stream.of(
                        KmsRegions.ALL.stream().map(ReplicaSteps::replicate),
                        Stream.of(AccessSteps.ALLOW_KEY),
                        KmsRegions.ALL.stream().map(ReplicaSteps::keyPolicy))
                .flatMap(s -> s);
        return new ManualStepsPageViewModel(flow, "access", false, steps.toList());
    }

    @Override
    public void entered() {
        footer(Buttons.question(flow));
        waiting = null;
        read();
    }

    /** Plans both ways from the current state. */
    public void read() {
        problem.set(null);
        error.set("");
        reading.set(true);
        read(flow);
    }

    private <C extends Choices<C>> void read(AccessFlow<C> from) {
        var planner = from.planner();
        var choices = from.choices(Actor.CONSOLE, Actor.CONSOLE);
        from.tasks()
                .run(
                        () -> from.service().observe(from.project().id(), planner.readScope(choices)),
                        now -> {
                            reading.set(false);
                            from.snapshot(now);
                            show(planner.plan(now, choices), planner.plan(now, from.choices(Actor.USER, Actor.USER)));
                            answer();
                        },
                        why -> {
                            reading.set(false);
                            problem.set(why);
                            answer();
                        });
    }

    /** Answers a departure that was requested while the page was still reading. */
    private void answer() {
        if (waiting != null) {
            var asked = waiting;
            waiting = null;
            leave(asked);
        }
    }

    private void show(Plan console, Plan user) {
        byConsole.set(ofSubject(console));
        byHand.set(ofSubject(user));
        nothingToDo.set(byConsole.get().isEmpty());
        incomplete.set(trust
                && !console.step(AccessSteps.CREATE_RECORD)
                        .map(s -> s.status().done())
                        .orElse(false));
    }

    private List<StepLine> ofSubject(Plan plan) {
        return subject.stream()
                .flatMap(id -> plan.step(id).stream())
                .filter(s -> !s.status().done())
                .map(step -> words.line(plan, step))
                .toList();
    }

    @Override
    public void leave(Departure departure) {
        if (reading.get()) {
            waiting = departure;
            return;
        }
        if (problem.get() != null) {
            departure.stay();
            return;
        }
        if (way.get() == ChangeMode.CONSOLE && !nothingToDo.get() && !consoleCan()) {
            error.set(flow.messages().get("accessPages.hands.noAws"));
            departure.stay();
            return;
        }
        if (trust) {
            flow.trustWay(way.get());
        } else {
            flow.accessWay(way.get());
        }
        departure.goOn();
    }

    /** Returns whether an AWS identity is available to make the change. */
    public boolean consoleCan() {
        return flow.awsCaller().isPresent();
    }

    /** Returns who would act, or why nobody can act from here. */
    public String actor() {
        return flow.awsCaller()
                .map(c -> flow.messages().get("accessPages.hands.actor", c.arn()))
                .orElseGet(() -> flow.messages().get("accessPages.hands.noAws"));
    }

    public String colleagueText() {
        return new ColleagueText(flow.messages()).of(flow.planner().procedure(), flow.project(), byHand.get());
    }

    public ObjectProperty<ChangeMode> wayProperty() {
        return way;
    }

    /** The steps that this console would run. */
    public ReadOnlyObjectProperty<List<StepLine>> byConsoleProperty() {
        return byConsole.getReadOnlyProperty();
    }

    /** The steps that a person would carry out. */
    public ReadOnlyObjectProperty<List<StepLine>> byHandProperty() {
        return byHand.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty nothingToDoProperty() {
        return nothingToDo.getReadOnlyProperty();
    }

    /** Whether the documents still lack the values that Atlas issues in the run's first step. */
    public ReadOnlyBooleanProperty incompleteProperty() {
        return incomplete.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }
}
