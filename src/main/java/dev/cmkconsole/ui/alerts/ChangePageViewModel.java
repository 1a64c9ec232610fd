package dev.cmkconsole.ui.alerts;

import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.atlas.alert.RecipientKind;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.procedure.alerts.AlertsPlanner;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Asks which alerts shall be on, after how many days the one about rotation comes, and who shall be told as well. */
public final class ChangePageViewModel extends QuestionPage {
    private final Messages messages;
    private final AlertsFlow flow;
    private final Optional<Integer> presentDays;
    private final Map<KeyAlert, BooleanProperty> chosen = new EnumMap<>(KeyAlert.class);
    private final StringProperty days = new SimpleStringProperty(this, "days", "");
    private final ObjectProperty<RecipientKind> kind = new SimpleObjectProperty<>(this, "kind");
    private final StringProperty who = new SimpleStringProperty(this, "who", "");
    private final ReadOnlyStringWrapper alertsError = new ReadOnlyStringWrapper(this, "alertsError", "");
    private final ReadOnlyStringWrapper daysError = new ReadOnlyStringWrapper(this, "daysError", "");
    private final ReadOnlyStringWrapper whoError = new ReadOnlyStringWrapper(this, "whoError", "");

    ChangePageViewModel(AlertsFlow flow) {
        super(
                "change",
                flow.messages().get("alertsTab.change.name"),
                flow.messages().get("alertsTab.change.heading"),
                Buttons.question(flow.messages(), true));
        this.flow = flow;
        this.messages = flow.messages();
        var now = flow.snapshot();
        var standings = now.setup()
                .alerts()
                .value()
                .map(all -> AlertsPlanner.standings(now, all))
                .orElse(List.of());
        for (var alert : KeyAlert.values()) {
            boolean wanted =
                    standings.stream().noneMatch(s -> s.alert() == alert && s.word() == AlertStanding.Word.LEFT_OFF);
            var property = new SimpleBooleanProperty(this, alert.word(), wanted);
            property.addListener((_, _, _) -> forget());
            chosen.put(alert, property);
        }
        presentDays = standings.stream()
                .filter(s -> s.alert().hasDays())
                .flatMap(s -> s.configuration().flatMap(AlertConfiguration::days).stream())
                .findFirst();
        presentDays.ifPresent(d -> days.set(String.valueOf(d)));
        days.addListener((_, _, _) -> forget());
        kind.addListener((_, _, _) -> forget());
        who.addListener((_, _, _) -> forget());
    }

    private void forget() {
        alertsError.set("");
        daysError.set("");
        whoError.set("");
    }

    public String name(KeyAlert alert) {
        return messages.say(alert.title());
    }

    /** What to enter for the chosen kind of recipient. */
    public String whoHint(RecipientKind of) {
        return of == null ? "" : messages.get("alertsTab.who." + of);
    }

    @Override
    public void leave(Departure departure) {
        var alerts = EnumSet.noneOf(KeyAlert.class);
        chosen.forEach((alert, on) -> {
            if (on.get()) {
                alerts.add(alert);
            }
        });
        if (alerts.isEmpty()) {
            alertsError.set(messages.get("alertsTab.change.none"));
            departure.stay();
            return;
        }
        var wish = withDays(AlertsChoices.TURN_ON.on(alerts), alerts.contains(KeyAlert.NEEDS_ROTATION));
        var recipient = wish.flatMap(w -> withRecipient(w));
        recipient.ifPresentOrElse(
                w -> {
                    flow.wish(w);
                    departure.goOn();
                },
                departure::stay);
    }

    /** Empty where the days cannot be used. */
    private Optional<AlertsChoices> withDays(AlertsChoices wish, boolean rotation) {
        String typed = days.get().strip();
        if (!rotation || typed.isEmpty() || presentDays.map(String::valueOf).equals(Optional.of(typed))) {
            return Optional.of(wish);
        }
        try {
            return Optional.of(wish.after(number(typed)));
        } catch (InputException e) {
            daysError.set(messages.say(e.text()));
            return Optional.empty();
        }
    }

    private static int number(String typed) {
        try {
            return Integer.parseInt(typed);
        } catch (NumberFormatException e) {
            throw new InputException("input.days", typed);
        }
    }

    /** Empty where the recipient cannot be used. */
    private Optional<AlertsChoices> withRecipient(AlertsChoices wish) {
        if (kind.get() == null) {
            return Optional.of(wish);
        }
        try {
            return Optional.of(wish.telling(List.of(Recipient.of(kind.get(), who.get()))));
        } catch (InputException e) {
            whoError.set(messages.say(e.text()));
            return Optional.empty();
        }
    }

    public BooleanProperty chosenProperty(KeyAlert alert) {
        return chosen.get(alert);
    }

    public StringProperty daysProperty() {
        return days;
    }

    /** Null while nobody is added. */
    public ObjectProperty<RecipientKind> kindProperty() {
        return kind;
    }

    public StringProperty whoProperty() {
        return who;
    }

    public ReadOnlyStringProperty alertsErrorProperty() {
        return alertsError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty daysErrorProperty() {
        return daysError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty whoErrorProperty() {
        return whoError.getReadOnlyProperty();
    }
}
