package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** Shows the present key and asks what should happen to it. */
public final class GoalPageViewModel extends QuestionPage {
    private final Messages messages;
    private final ProjectSnapshot now;
    private final BiConsumer<Goal, Departure> chosen;
    private final ObjectProperty<Goal> goal = new SimpleObjectProperty<>(this, "goal");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");

    /**
     * @param now a snapshot with the reminder and the rotations
     * @param chosen opens the pages of a goal
     */
    GoalPageViewModel(Messages messages, ProjectSnapshot now, BiConsumer<Goal, Departure> chosen) {
        super(
                "goal",
                messages.get("rotating.goal.name"),
                messages.get("rotating.goal.heading"),
                Buttons.question(messages, false));
        this.messages = messages;
        this.now = now;
        this.chosen = chosen;
        goal.addListener((_, _, _) -> error.set(""));
    }

    @Override
    public void leave(Departure departure) {
        var why = goal.get() == null
                ? messages.get("rotating.goal.choose")
                : goal.get() == Goal.REGION ? noOtherRegion() : "";
        if (why.isEmpty()) {
            chosen.accept(goal.get(), departure);
        } else {
            error.set(why);
            departure.stay();
        }
    }

    /** Returns why no other region can take over from the key's own; empty if one may. */
    private String noOtherRegion() {
        String present = PresentKeyFacts.kms(now)
                .flatMap(kms -> kms.customerMasterKeyId())
                .map(id -> id.substring(id.lastIndexOf('/') + 1))
                .orElse("?");
        if (!present.startsWith("mrk-")) {
            return messages.get("region.singleRegion", present);
        }
        return PresentKeyFacts.multiRegionArn(now).isEmpty() ? messages.get("rotating.goal.noArn", present) : "";
    }

    public List<Fact> facts() {
        return new PresentKeyFacts(messages).of(now);
    }

    /** Null until the user has selected a goal. */
    public ObjectProperty<Goal> goalProperty() {
        return goal;
    }

    /** Why the page does not continue. */
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }
}
