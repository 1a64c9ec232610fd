package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Asks when Atlas reminds the project's owners of the next key rotation. */
public final class ReminderPageViewModel extends QuestionPage {
    /** The change to the reminder. */
    public enum Wish {
        LEAVE,
        SET,
        OFF
    }

    private static final int USUAL_DAYS = 90;

    private final Messages messages;
    private final ReminderSlot slot;
    private final Optional<RotationReminder> present;
    private final ObjectProperty<Wish> wish = new SimpleObjectProperty<>(this, "wish", Wish.LEAVE);
    private final StringProperty days = new SimpleStringProperty(this, "days", "");
    private final ReadOnlyStringWrapper daysError = new ReadOnlyStringWrapper(this, "daysError", "");

    ReminderPageViewModel(Messages messages, ReminderSlot slot, Optional<RotationReminder> present) {
        super(
                "reminder",
                messages.get("rotating.remind.name"),
                messages.get("rotating.remind.heading"),
                Buttons.question(messages, true));
        this.messages = messages;
        this.slot = slot;
        this.present = present;
        days.set(String.valueOf(
                present.map(RotationReminder::days).filter(d -> d > 0).orElse(USUAL_DAYS)));
        days.addListener((_, _, _) -> daysError.set(""));
        wish.addListener((_, _, _) -> daysError.set(""));
    }

    /** Describes the present reminder. */
    public String now() {
        return new PresentKeyFacts(messages).reminder(present);
    }

    /** Suggests a reminder that fits the key's rotation. */
    public String advice() {
        return slot.periodDays()
                .map(period -> messages.get("rotating.remind.unseen", period))
                .orElseGet(() -> messages.get("rotating.remind.counts"));
    }

    @Override
    public void leave(Departure departure) {
        try {
            slot.reminder(
                    switch (wish.get()) {
                        case LEAVE -> Optional.empty();
                        case SET -> Optional.of(ReminderWish.after(number()));
                        case OFF ->
                            Optional.of(new ReminderWish(
                                    false,
                                    present.map(RotationReminder::days)
                                            .filter(d -> d > 0)
                                            .orElse(USUAL_DAYS)));
                    });
            departure.goOn();
        } catch (InputException e) {
            daysError.set(messages.say(e.text()));
            departure.stay();
        }
    }

    private int number() {
        try {
            return Integer.parseInt(days.get().strip());
        } catch (NumberFormatException e) {
            throw new InputException("input.days", days.get().strip());
        }
    }

    public ObjectProperty<Wish> wishProperty() {
        return wish;
    }

    public StringProperty daysProperty() {
        return days;
    }

    public ReadOnlyStringProperty daysErrorProperty() {
        return daysError.getReadOnlyProperty();
    }
}
