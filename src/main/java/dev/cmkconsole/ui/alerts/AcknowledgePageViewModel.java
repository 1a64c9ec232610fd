package dev.cmkconsole.ui.alerts;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.alerts.Acknowledge;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Asks until when an open alert is acknowledged, and for a comment. */
public final class AcknowledgePageViewModel extends QuestionPage {
    private static final Duration USUAL = Duration.ofDays(7);

    private final Messages messages;
    private final AlertsFlow flow;
    private final Alert alert;
    private final StringProperty until = new SimpleStringProperty(this, "until", "");
    private final StringProperty comment = new SimpleStringProperty(this, "comment", "");
    private final ReadOnlyStringWrapper untilError = new ReadOnlyStringWrapper(this, "untilError", "");
    private final ReadOnlyStringWrapper commentError = new ReadOnlyStringWrapper(this, "commentError", "");

    AcknowledgePageViewModel(AlertsFlow flow, Alert alert) {
        super(
                "acknowledge",
                flow.messages().get("alertsTab.acknowledge.name"),
                flow.messages().get("alertsTab.acknowledge.heading"),
                Buttons.question(flow.messages(), true));
        this.flow = flow;
        this.messages = flow.messages();
        this.alert = alert;
        until.set(flow.snapshot()
                .at()
                .plus(USUAL)
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString());
        until.addListener((_, _, _) -> untilError.set(""));
        comment.addListener((_, _, _) -> commentError.set(""));
    }

    /** Which alert it is. */
    public String subject() {
        return messages.say(alert.text());
    }

    @Override
    public void leave(Departure departure) {
        read(() -> Acknowledge.moment(until.get(), flow.service().now()), untilError)
                .flatMap(moment -> read(
                        () -> new Acknowledge(alert.id(), Optional.of(moment), Optional.of(comment.get())),
                        commentError))
                .ifPresentOrElse(
                        wish -> {
                            flow.wish(AlertsChoices.acknowledging(List.of(wish)));
                            departure.goOn();
                        },
                        departure::stay);
    }

    /** Empty where what was typed cannot be read; the field then says why. */
    private <T> Optional<T> read(Supplier<T> typed, ReadOnlyStringWrapper error) {
        try {
            return Optional.of(typed.get());
        } catch (InputException e) {
            error.set(messages.say(e.text()));
            return Optional.empty();
        }
    }

    public StringProperty untilProperty() {
        return until;
    }

    public StringProperty commentProperty() {
        return comment;
    }

    public ReadOnlyStringProperty untilErrorProperty() {
        return untilError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty commentErrorProperty() {
        return commentError.getReadOnlyProperty();
    }
}
