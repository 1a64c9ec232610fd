package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.alert.Acknowledgement;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.alerts.AlertsPlanner;
import dev.cmkconsole.text.Messages;
import java.util.List;
import java.util.Optional;

/** The alerts about a project's own key as text for people and as JSON for programs. */
final class AlertListing {
    private final ProjectSnapshot now;
    private final Messages messages;

    AlertListing(ProjectSnapshot now, Messages messages) {
        this.now = now;
        this.messages = messages;
    }

    private Observed<List<AlertConfiguration>> configured() {
        return now.setup().alerts();
    }

    private boolean hasKey() {
        return now.encryption().value().filter(e -> e.awsKms().enabled()).isPresent();
    }

    private List<AlertStanding> standings() {
        return configured()
                .value()
                .map(all -> AlertsPlanner.standings(now, all))
                .orElse(List.of());
    }

    /** Those about the key; others are of no concern here. */
    private List<Alert> open() {
        return now.alerts().value().orElse(List.of()).stream()
                .filter(a -> a.about().isPresent())
                .toList();
    }

    boolean complete() {
        return configured().value().isPresent() && now.alerts().value().isPresent();
    }

    String text() {
        var text = new StringBuilder();
        line(text, "", "cli.alerts.heading", now.project().name(), now.project().id(), now.at());
        if (now.encryption().value().isPresent() && !hasKey()) {
            line(text, "", "cli.alerts.noKey");
        }
        text.append('\n');
        configured()
                .problem()
                .ifPresent(p ->
                        line(text, "", "cli.alerts.unread", messages.explain(p).what(), p.code()));
        standings().forEach(s -> standing(text, s));
        text.append('\n');
        if (now.alerts().value().isEmpty()) {
            line(text, "", "cli.alerts.openUnread", now.alerts().unreadCode());
        } else if (open().isEmpty()) {
            line(text, "", "cli.alerts.noneOpen");
        }
        open().forEach(a -> open(text, a));
        if (hasKey() && standings().stream().anyMatch(AlertStanding::lacking)) {
            text.append('\n');
            line(text, "", "cli.alerts.next", now.project().id());
        }
        return text.toString().stripTrailing();
    }

    private void standing(StringBuilder text, AlertStanding standing) {
        line(
                text,
                "  ",
                "cli.alerts.name",
                messages.say(standing.alert().title()),
                standing.alert().word(),
                standing.alert().eventType());
        text.append("      ").append(state(standing)).append('\n');
        told(text, standing.configuration().map(AlertConfiguration::recipients).orElse(List.of()));
        for (var other : standing.others()) {
            line(text, "      ", "cli.alerts.also", state(messages.get(word(other)), Optional.of(other)), other.id());
            told(text, other.recipients());
        }
    }

    private static String word(AlertConfiguration other) {
        if (other.tellsSomebody()) {
            return "alertStanding." + AlertStanding.Word.ON;
        }
        return "alertStanding." + (other.reachesSomebody() ? AlertStanding.Word.LIMITED : AlertStanding.Word.SILENT);
    }

    private void told(StringBuilder text, List<Recipient> told) {
        if (told.isEmpty()) {
            line(text, "      ", "cli.alerts.tellsNobody");
        } else {
            line(
                    text,
                    "      ",
                    "cli.alerts.tells",
                    String.join(
                            "; ", told.stream().map(r -> messages.say(r.text())).toList()));
        }
    }

    private String state(AlertStanding standing) {
        return state(messages.get("alertStanding." + standing.word()), standing.configuration());
    }

    private String state(String word, Optional<AlertConfiguration> configuration) {
        return configuration
                .flatMap(AlertConfiguration::days)
                .map(days -> messages.get("cli.alerts.state.days", word, days))
                .orElse(word);
    }

    private void open(StringBuilder text, Alert alert) {
        line(
                text,
                "",
                alert.tracking() ? "cli.alerts.tracked" : "cli.alerts.open",
                messages.say(alert.text()),
                alert.created(),
                alert.id());
        alert.acknowledged(now.at())
                .ifPresentOrElse(a -> acknowledged(text, a), () -> line(text, "      ", "cli.alerts.notAcknowledged"));
        alert.about().ifPresent(about -> line(text, "      ", "cli.alerts.do", messages.say(about.remedy())));
    }

    private void acknowledged(StringBuilder text, Acknowledgement given) {
        given.by()
                .ifPresentOrElse(
                        by -> line(text, "      ", "cli.alerts.acknowledged", given.until(), by),
                        () -> line(text, "      ", "cli.alerts.acknowledged.unknown", given.until()));
        given.comment().ifPresent(c -> line(text, "      ", "cli.alerts.comment", c));
    }

    private void line(StringBuilder text, String margin, String key, Object... args) {
        text.append(margin).append(messages.get(key, args)).append('\n');
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.putObject("project")
                .put("id", now.project().id())
                .put("name", now.project().name());
        json.put("observedAt", now.at().toString());
        now.encryption().value().ifPresent(e -> json.put("ownKey", e.awsKms().enabled()));
        configured().problem().ifPresent(p -> json.put("alertsProblem", p.code()));
        var alerts = json.putArray("alerts");
        standings().forEach(s -> standing(alerts.addObject(), s));
        now.alerts().problem().ifPresent(p -> json.put("openProblem", p.code()));
        var open = json.putArray("open");
        open().forEach(a -> open(open, a));
        return json;
    }

    private void standing(ObjectNode one, AlertStanding standing) {
        one.put("alert", standing.alert().word())
                .put("eventTypeName", standing.alert().eventType())
                .put("title", messages.say(standing.alert().title()))
                .put("state", standing.word().name())
                .put("lacking", standing.lacking());
        standing.configuration().ifPresent(c -> configuration(one, c));
        if (!standing.others().isEmpty()) {
            var others = one.putArray("others");
            standing.others().forEach(c -> configuration(others.addObject(), c));
        }
    }

    private void configuration(ObjectNode one, AlertConfiguration c) {
        one.put("id", c.id()).put("limited", c.limited());
        c.days().ifPresent(d -> one.put("days", d));
        var told = one.putArray("recipients");
        c.recipients().forEach(r -> recipient(told.addObject(), r));
    }

    private void recipient(ObjectNode one, Recipient recipient) {
        one.put("kind", recipient.kind().word()).put("told", !recipient.silent());
        recipient.names().forEach(one.putArray("names")::add);
        recipient.integration().ifPresent(id -> one.put("integration", id));
        recipient.label().ifPresent(label -> one.put("label", label));
        one.put("text", messages.say(recipient.text()));
    }

    private void open(ArrayNode all, Alert alert) {
        var one = all.addObject()
                .put("id", alert.id())
                .put("eventTypeName", alert.eventType())
                .put("status", alert.status())
                .put("created", alert.created().toString());
        alert.acknowledged(now.at()).ifPresent(a -> {
            var given = one.putObject("acknowledged").put("until", a.until().toString());
            a.by().ifPresent(by -> given.put("by", by));
            a.comment().ifPresent(c -> given.put("comment", c));
        });
        alert.about().ifPresent(about -> one.put("whatToDo", messages.say(about.remedy())));
    }
}
