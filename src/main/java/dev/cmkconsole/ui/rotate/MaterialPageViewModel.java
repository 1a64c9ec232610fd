package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.procedure.awsrotation.AwsRotationPlanner;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * Asks how KMS rotates the key material: automatically, or once now. It rejects a key that KMS cannot rotate and shows
 * the alternative.
 */
public final class MaterialPageViewModel extends QuestionPage {
    private static final int USUAL_PERIOD = 365;

    private final MaterialFlow flow;
    private final Messages messages;
    private final Supplier<Instant> clock;
    private final BooleanProperty once = new SimpleBooleanProperty(this, "once");
    private final StringProperty period = new SimpleStringProperty(this, "period", "");
    private final ReadOnlyStringWrapper periodError = new ReadOnlyStringWrapper(this, "periodError", "");
    private final ReadOnlyStringWrapper obstacle = new ReadOnlyStringWrapper(this, "obstacle", "");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");

    /**
     * @param clock supplies the reference time for a rotation on demand
     */
    MaterialPageViewModel(MaterialFlow flow, Supplier<Instant> clock) {
        super(
                "material",
                flow.messages().get("rotating.material.name"),
                flow.messages().get("rotating.material.heading"),
                Buttons.question(flow.messages(), true));
        this.flow = flow;
        this.messages = flow.messages();
        this.clock = clock;
        period.set(String.valueOf(present().flatMap(KeyRotation::periodDays).orElse(USUAL_PERIOD)));
        period.addListener((_, _, _) -> periodError.set(""));
        once.addListener((_, _, _) -> {
            periodError.set("");
            obstacle.set("");
        });
    }

    private Optional<KeyRotation> present() {
        return flow.snapshot().aws().key().value().flatMap(k -> k.rotation());
    }

    /** Describes the present rotation setting. */
    public String now() {
        return present()
                .map(how -> new PresentKeyFacts(messages).rotation(how))
                .orElseGet(() -> messages.get("rotating.rotation.unknown"));
    }

    @Override
    public void leave(Departure departure) {
        problem.set(null);
        obstacle.set("");
        try {
            flow.choose(
                    once.get()
                            ? AwsRotationChoices.once(clock.get())
                            : AwsRotationChoices.byItself(KeyRotation.daysOf(period.get())));
        } catch (InputException e) {
            periodError.set(messages.say(e.text()));
            departure.stay();
            return;
        }
        flow.tasks()
                .run(
                        () -> flow.service()
                                .plan(
                                        flow.planner(),
                                        flow.choices(),
                                        flow.project().id()),
                        plan -> planned(plan, departure),
                        why -> {
                            problem.set(why);
                            departure.stay();
                        });
    }

    private void planned(Plan plan, Departure departure) {
        var blocked = plan.step(AwsRotationPlanner.ROTATABLE)
                .map(s -> s.status())
                .flatMap(s -> s instanceof Status.Blocked(var reason) ? Optional.of(reason) : Optional.empty());
        if (blocked.isPresent()) {
            obstacle.set(messages.say(blocked.get()));
            departure.stay();
        } else {
            departure.goOn();
        }
    }

    public BooleanProperty onceProperty() {
        return once;
    }

    public StringProperty periodProperty() {
        return period;
    }

    public ReadOnlyStringProperty periodErrorProperty() {
        return periodError.getReadOnlyProperty();
    }

    /** Why KMS cannot rotate this key. */
    public ReadOnlyStringProperty obstacleProperty() {
        return obstacle.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
