package dev.cmkconsole.procedure.run.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a request to create, change, switch or acknowledge an alert took effect. */
public final class AlertEffects {
    private final ProjectSnapshot now;
    private final AtlasGateway atlas;

    /** @param atlas for what the snapshot of another procedure does not hold */
    public AlertEffects(ProjectSnapshot now, AtlasGateway atlas) {
        this.now = now;
        this.atlas = atlas;
    }

    /** @param member id of the configuration or of the open alert; blank for a configuration that was to be created */
    public Optional<Boolean> took(String member, JsonNode sent) {
        return sent.has("acknowledgedUntil") || sent.has("unacknowledgeAlert")
                ? acknowledged(member, sent)
                : configured(member, sent);
    }

    private Optional<Boolean> configured(String member, JsonNode sent) {
        var type = sent.path("eventTypeName").asText();
        var reminder = now.reminder().value().flatMap(r -> r);
        if (type.equals(KeyAlert.NEEDS_ROTATION.eventType())
                && reminder.filter(r -> member.isEmpty() || r.id().equals(member))
                        .filter(r -> r.enabled() == enabled(sent) && r.days() == days(sent))
                        .isPresent()) {
            return Optional.of(true);
        }
        return Optional.of(all().stream()
                .filter(c -> member.isEmpty() ? c.alert().eventType().equals(type) : c.id().equals(member))
                .anyMatch(c -> holds(c, sent)));
    }

    private List<AlertConfiguration> all() {
        return now.setup()
                .alerts()
                .value()
                .orElseGet(() -> atlas.alertConfigurations(now.project().id()));
    }

    /** A switch names nothing but itself. */
    private static boolean holds(AlertConfiguration present, JsonNode sent) {
        return present.enabled() == enabled(sent)
                && (!sent.has("threshold") || present.days().equals(Optional.of(days(sent))))
                && (!sent.has("notifications")
                        || present.recipients().size()
                                == sent.path("notifications").size());
    }

    private static boolean enabled(JsonNode sent) {
        return sent.path("enabled").asBoolean();
    }

    private static int days(JsonNode sent) {
        return sent.path("threshold").path("threshold").asInt();
    }

    /** An alert that is not open any more says nothing about its acknowledgement. */
    private Optional<Boolean> acknowledged(String alertId, JsonNode sent) {
        var open = now.alerts()
                .value()
                .orElseGet(() -> atlas.openAlerts(now.project().id()));
        return open.stream().filter(a -> a.id().equals(alertId)).findFirst().map(a -> took(a, sent));
    }

    private boolean took(Alert alert, JsonNode sent) {
        var present = alert.acknowledged(now.at());
        if (sent.path("unacknowledgeAlert").asBoolean()) {
            return present.isEmpty();
        }
        return present.isPresent()
                && moment(sent.path("acknowledgedUntil").asText()).equals(present.map(a -> a.until()));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
