package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.Identity;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Writes the projects' audit trail, and opens and closes their alerts. */
public final class Events {
    private static final String TRACKING = "TRACKING";
    /** When a tracked condition has lasted long enough; never shown. */
    private static final String OPENS = "opens";

    private final Ids ids;

    Events(Ids ids) {
        this.ids = ids;
    }

    /** Adds an event that Atlas caused. */
    public void add(Project project, Instant at, String type, Map<String, String> extra) {
        var event = Json.object();
        extra.forEach(event::put);
        event.put("created", Json.time(at))
                .put("eventTypeName", type)
                .put("groupId", project.id)
                .put("id", ids.next(at))
                .put("isGlobalAdmin", false);
        project.addEvent(event);
    }

    public void add(Project project, Instant at, String type) {
        add(project, at, type, Map.of());
    }

    /** Adds an event that a caller caused. */
    public void by(AtlasCall call, Project project, String type, Map<String, String> extra) {
        add(project, call.now(), type, extra);
        var event = project.events.getLast();
        var who = call.identity();
        if (who.kind() == Identity.IdentityKind.API_KEY) {
            event.put("apiKeyId", who.id()).put("publicKey", who.publicKey());
        } else {
            // The contract identifies callers only by key or user. A service account appears as a user without a name.
            event.put("userId", who.id()).put("username", who.publicKey());
        }
        event.put("remoteAddress", call.http().remote());
    }

    public void by(AtlasCall call, Project project, String type) {
        by(call, project, type, Map.of());
    }

    /**
     * Opens an alert when an enabled configuration covers the type and no such alert is open. Atlas only tracks the
     * condition until it has lasted as long as the first notification is delayed.
     */
    void open(Project project, Instant at, String type) {
        if (project.alerts.stream().anyMatch(a -> isOpen(a, type))) {
            return;
        }
        project.alertConfigs.stream()
                .filter(c -> type.equals(Json.text(c, "eventTypeName"))
                        && c.path("enabled").asBoolean())
                .findFirst()
                .ifPresent(config -> {
                    ObjectNode alert = Json.object();
                    alert.put("alertConfigId", config.path("id").asText())
                            .put("created", Json.time(at))
                            .put("eventTypeName", type)
                            .put("groupId", project.id)
                            .put("id", ids.next(at))
                            .put("orgId", project.orgId)
                            .put("status", TRACKING)
                            .put(OPENS, Json.time(at.plus(delay(config))))
                            .put("updated", Json.time(at));
                    project.alerts.addFirst(alert);
                });
    }

    public void close(Project project, Instant at, String type) {
        project.alerts.stream()
                .filter(a -> isOpen(a, type))
                .forEach(a ->
                        a.put("status", "CLOSED").put("resolved", Json.time(at)).put("updated", Json.time(at)));
    }

    /** A configuration that is turned off or deleted takes its open alerts along. */
    public void cancel(Project project, Instant at, String configId) {
        project.alerts.stream()
                .filter(a -> a.path("alertConfigId").asText().equals(configId))
                .filter(Events::isOpen)
                .forEach(a -> a.put("status", "CANCELLED").put("updated", Json.time(at)));
    }

    /** The alert as Atlas shows it at this time. */
    public static ObjectNode shown(ObjectNode alert, Instant now) {
        var body = alert.deepCopy();
        var opens = body.remove(OPENS);
        if (opens != null && !Instant.parse(opens.asText()).isAfter(now)) {
            body.put("lastNotified", opens.asText());
            if (body.path("status").asText().equals(TRACKING)) {
                body.put("status", "OPEN").put("updated", opens.asText());
            }
        }
        return body;
    }

    static boolean isOpen(ObjectNode alert, String type) {
        return isOpen(alert) && alert.path("eventTypeName").asText().equals(type);
    }

    private static boolean isOpen(ObjectNode alert) {
        var status = alert.path("status").asText();
        return !status.equals("CLOSED") && !status.equals("CANCELLED");
    }

    private static Duration delay(ObjectNode config) {
        var minutes = StreamSupport.stream(config.path("notifications").spliterator(), false)
                .mapToLong(n -> n.path("delayMin").asLong())
                .min();
        return Duration.ofMinutes(minutes.orElse(0));
    }
}
