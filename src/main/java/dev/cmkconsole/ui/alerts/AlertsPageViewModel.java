package dev.cmkconsole.ui.alerts;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.alerts.AlertsPlanner;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.List;
import java.util.Optional;

/** The alerts about a project's own key, and which of them are open. */
public final class AlertsPageViewModel extends QuestionPage {
    private final Messages messages;
    private final ProjectSnapshot now;
    private final Ways ways;

    /** What the page leads to. */
    interface Ways {
        void change(Departure departure);

        void acknowledge(Alert alert);

        void unacknowledge(Alert alert);

        void go(String tab);
    }

    /** @param told who is told, in words */
    public record Row(String name, Badge state, String told) {
        /** The row as text to copy. */
        public String asText() {
            return name + "\t" + state.word() + "\t" + told;
        }
    }

    /**
     * @param tab where the remedy begins
     * @param acknowledged until when and by whom; empty where nobody has
     */
    public record Open(Alert alert, String heading, String remedy, String tab, Optional<String> acknowledged) {}

    AlertsPageViewModel(Messages messages, ProjectSnapshot now, Ways ways) {
        super(
                "alerts",
                messages.get("alertsTab.alerts.name"),
                messages.get("alertsTab.alerts.heading"),
                new Footer(
                        messages.get("alertsTab.change"),
                        false,
                        false,
                        messages.get("wizard.stop"),
                        messages.get("wizard.nothingSent")));
        this.messages = messages;
        this.now = now;
        this.ways = ways;
    }

    /** One row for each of the four; none where the configurations could not be read. */
    public List<Row> rows() {
        return now.setup().alerts().value().stream()
                .flatMap(all -> AlertsPlanner.standings(now, all).stream())
                .map(this::row)
                .toList();
    }

    private Row row(AlertStanding standing) {
        String word = messages.get("alertStanding." + standing.word());
        String state = standing.configuration()
                .flatMap(AlertConfiguration::days)
                .map(days -> messages.get("alertsTab.state.days", word, days))
                .orElse(word);
        var badge = switch (standing.word()) {
            case ON -> new Badge(Tone.OK, "fth-bell", state);
            case LEFT_OFF -> new Badge(Tone.NEUTRAL, "fth-bell-off", state);
            case SILENT, LIMITED, OFF, MISSING -> new Badge(Tone.CAUTION, "fth-bell-off", state);
        };
        return new Row(messages.say(standing.alert().title()), badge, told(standing));
    }

    private String told(AlertStanding standing) {
        var first = standing.configuration().map(AlertConfiguration::recipients).orElse(List.of()).stream()
                .map(r -> messages.say(r.text()))
                .reduce((a, b) -> a + "; " + b)
                .orElseGet(() -> messages.get("recipients.none"));
        return standing.others().isEmpty()
                ? first
                : messages.get("alertsTab.others", first, standing.others().size());
    }

    /** Why the configurations could not be read. */
    public Optional<Problem> unread() {
        return now.setup().alerts().problem();
    }

    /** Why the open alerts could not be read. */
    public Optional<Problem> openUnread() {
        return now.alerts().problem();
    }

    public List<Open> open() {
        return now.alerts().value().orElse(List.of()).stream()
                .flatMap(alert -> alert
                        .about()
                        .map(about -> new Open(
                                alert,
                                messages.get(
                                        alert.tracking() ? "overview.alert.tracking" : "overview.alert",
                                        messages.say(alert.text()),
                                        messages.moment(alert.created())),
                                messages.say(about.remedy()),
                                about == KeyAlert.NEEDS_ROTATION ? Place.OfProject.ROTATE : Place.OfProject.CHECK,
                                acknowledged(alert)))
                        .stream())
                .toList();
    }

    private Optional<String> acknowledged(Alert alert) {
        return alert.acknowledged(now.at())
                .map(a -> a.by().map(by -> messages.get("alertsTab.acknowledged", messages.moment(a.until()), by))
                                .orElseGet(() ->
                                        messages.get("alertsTab.acknowledged.unknown", messages.moment(a.until())))
                        + a.comment()
                                .map(c -> " " + messages.get("alertsTab.comment", c))
                                .orElse(""));
    }

    public void acknowledge(Open open) {
        if (open.acknowledged().isPresent()) {
            ways.unacknowledge(open.alert());
        } else {
            ways.acknowledge(open.alert());
        }
    }

    public void go(Open open) {
        ways.go(open.tab());
    }

    @Override
    public void leave(Departure departure) {
        ways.change(departure);
    }
}
