package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.ui.dialog.Question;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.PlanViewModel;
import dev.cmkconsole.ui.plan.TerraformViewModel;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The whole plan before anything is sent, and the one button that sends it. */
public final class ReviewPageViewModel extends QuestionPage {
    /** Check access asks the same questions as these steps; it knows nothing of a procedure's other checks. */
    private static final Set<StepId> ASKED_THERE =
            Set.of(AccessSteps.CONFIGURATION, AccessSteps.PRESENT_KEY, AccessSteps.OWNER, AccessSteps.KEY);

    private final AccessFlow<?> flow;
    private final BiConsumer<Set<StepId>, Confirmation> confirmed;
    private final PlanViewModel plan;
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper(this, "reading");
    private final ReadOnlyBooleanWrapper checksOpen = new ReadOnlyBooleanWrapper(this, "checksOpen");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");

    /** @param confirmed starts the run with the checks that the user accepted */
    public ReviewPageViewModel(AccessFlow<?> flow, BiConsumer<Set<StepId>, Confirmation> confirmed) {
        super(
                "review",
                flow.messages().get("accessPages.review.name"),
                flow.messages().get("accessPages.review.heading"),
                Buttons.commit(flow));
        this.flow = flow;
        this.confirmed = confirmed;
        this.plan = new PlanViewModel(
                flow.frame(),
                flow.service().connection().signIn(),
                new TerraformViewModel(flow.frame(), flow.service()::terraform));
    }

    @Override
    public void entered() {
        read();
    }

    public void read() {
        problem.set(null);
        error.set("");
        reading.set(true);
        showWhatIsPossible();
        flow.tasks()
                .run(
                        () -> plan(flow),
                        fresh -> {
                            reading.set(false);
                            error.set("");
                            plan.show(fresh);
                            checksOpen.set(fresh.steps().stream().anyMatch(ReviewPageViewModel::openInCheckAccess));
                            showWhatIsPossible();
                        },
                        why -> {
                            reading.set(false);
                            plan.clear();
                            checksOpen.set(false);
                            problem.set(why);
                            showWhatIsPossible();
                        });
    }

    /** A plan that is blocked asks no question, and a button that would only say why is no invitation. */
    private void showWhatIsPossible() {
        boolean blocked = !reading.get() && !plan.blocked().isEmpty();
        heading(flow.messages().get(blocked ? "accessPages.review.heading.blocked" : "accessPages.review.heading"));
        footer(Buttons.commit(flow).ready(!reading.get() && plan.readyProperty().get()));
    }

    private static boolean openInCheckAccess(Step step) {
        return step instanceof Step.CheckStep
                && (step.status() instanceof Status.Blocked || step.status() instanceof Status.CannotTell)
                && (step.id().ofChecks() || ASKED_THERE.contains(step.id()));
    }

    private static <C extends Choices<C>> Plan plan(AccessFlow<C> flow) {
        return flow.service()
                .plan(flow.planner(), flow.choices(), flow.project().id());
    }

    /** Shows the checks of this plan one by one, with the plan's role and key. */
    public void showChecks() {
        flow.frame().navigator().go(place(flow));
    }

    /** A key that is still to be created is named by its alias alone, and there is nothing to check about it. */
    private static <C extends Choices<C>> Place place(AccessFlow<C> flow) {
        var asked = flow.planner().checkRequest(flow.snapshot(), flow.choices());
        return new Place.Check(
                flow.project().id(),
                asked.flatMap(CheckRequest::role)
                        .or(flow::roleArn)
                        .map(RoleArn::toString)
                        .orElse(""),
                asked.flatMap(CheckRequest::key)
                        .filter(key -> !(key instanceof KeyReference.ByAlias))
                        .map(KeyReference::toString)
                        .orElse(""));
    }

    public void accept(StepId step, boolean goOn) {
        plan.accept(step, goOn);
        error.set("");
        showWhatIsPossible();
    }

    @Override
    public void leave(Departure departure) {
        Plan shown = plan.planProperty().get();
        if (reading.get()) {
            refuse(flow.messages().get("accessPages.review.reading"), departure);
        } else if (shown == null) {
            departure.stay();
        } else if (!plan.blocked().isEmpty()) {
            refuse(
                    flow.messages()
                            .get(
                                    "accessPages.review.blocked",
                                    plan.blocked().getFirst().note()),
                    departure);
        } else if (!plan.everythingDecided()) {
            refuse(flow.messages().get("accessPages.review.undecided"), departure);
        } else if (shown.nameToType().isEmpty()) {
            confirmed.accept(plan.accepted(), Confirmation.PLAIN);
            departure.goOn();
        } else {
            departure.stay();
            flow.frame()
                    .dialogs()
                    .confirmTyped(question(shown), shown.nameToType().get(), typed -> {
                        confirmed.accept(plan.accepted(), Confirmation.typed(typed));
                        departure.goOn();
                    });
        }
    }

    private Question question(Plan shown) {
        var words = new ArrayList<String>();
        shown.judged()
                .filter(j -> !j.effect().acts().isEmpty())
                .map(j -> EffectText.lines(j.effect()))
                .orElse(List.of())
                .forEach(text -> words.add(flow.messages().say(text)));
        if (shown.asksForName()) {
            words.add(flow.messages().get(shown.procedure().summaryKey()));
        }
        if (!shown.irreversible().isEmpty()) {
            words.add(flow.messages().get("plan.forEver"));
        }
        shown.irreversible().forEach(s -> words.add(flow.messages().say(s.title())));
        String verb = flow.verb();
        return new Question(verb, flow.project().name(), words, verb, true);
    }

    private void refuse(String words, Departure departure) {
        error.set(words);
        departure.stay();
    }

    public PlanViewModel plan() {
        return plan;
    }

    public ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** Whether a check of this plan fails or has no result. */
    public ReadOnlyBooleanProperty checksOpenProperty() {
        return checksOpen.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Why the button has no effect. */
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }
}
