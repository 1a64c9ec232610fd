package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Members;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.http.Vocabulary;
import dev.cmkconsole.sandbox.atlas.route.Paging;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Events;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Alerts and their configurations. */
public final class AlertsResource {
    private static final Versions V = Versions.of("2023-01-01");
    private static final Versions ACKNOWLEDGEMENT = Versions.of("2023-01-01", "2024-05-30");
    private static final String CONFIGS = "/groups/{groupId}/alertConfigs";
    /** In the recorded order. */
    private static final List<String> MATCHER_FIELDS = List.of(
            "CLUSTER_NAME",
            "HOSTNAME",
            "PORT",
            "HOSTNAME_AND_PORT",
            "APPLICATION_ID",
            "REPLICA_SET_NAME",
            "TYPE_NAME",
            "SHARD_NAME");

    private static final Set<String> NOTIFICATIONS = Set.of(
            "DATADOG",
            "EMAIL",
            "GROUP",
            "HIP_CHAT",
            "MICROSOFT_TEAMS",
            "OPS_GENIE",
            "ORG",
            "PAGER_DUTY",
            "SLACK",
            "SMS",
            "TEAM",
            "USER",
            "VICTOR_OPS",
            "WEBHOOK");

    private static final Set<String> STATUSES = Set.of("OPEN", "TRACKING", "CLOSED");
    private static final Set<String> READ_ONLY = Set.of("id", "groupId", "created", "updated", "links");

    /** Services that repeat a notification by their own rules. Clients send them an interval of 0, which means none. */
    private static final Set<String> REPEATS_BY_ITSELF = Set.of("OPS_GENIE", "PAGER_DUTY", "VICTOR_OPS");

    private final World world;

    public AlertsResource(World world) {
        this.world = world;
    }

    public void addTo(Router router) {
        router.add(
                "GET " + CONFIGS,
                "listAlertConfigs",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(Paging.page(call, p.alertConfigs, c -> config(call, p, c))));
        router.add("POST " + CONFIGS, "createAlertConfig", Access.ALERTS_WRITE, V, this::create);
        router.add(
                "GET " + CONFIGS + "/{alertConfigId}",
                "getAlertConfig",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(config(call, p, find(call, p))));
        router.add("PUT " + CONFIGS + "/{alertConfigId}", "updateAlertConfig", Access.ALERTS_WRITE, V, this::replace);
        router.add("PATCH " + CONFIGS + "/{alertConfigId}", "toggleAlertConfig", Access.ALERTS_WRITE, V, this::toggle);
        router.add("DELETE " + CONFIGS + "/{alertConfigId}", "deleteAlertConfig", Access.ALERTS_WRITE, V, this::delete);
        router.add("GET /groups/{groupId}/alerts", "listAlerts", Access.PROJECT_READ, V, this::alerts);
        router.add(
                "GET /groups/{groupId}/alerts/{alertId}",
                "getAlert",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(alert(call, p, findAlert(call, p))));
        router.add(
                "PATCH /groups/{groupId}/alerts/{alertId}",
                "acknowledgeAlert",
                Access.ALERTS_WRITE,
                ACKNOWLEDGEMENT,
                this::acknowledge);
        router.add(
                "GET " + CONFIGS + "/{alertConfigId}/alerts",
                "getAlertConfigAlerts",
                Access.PROJECT_READ,
                V,
                this::openAlerts);
        router.add(
                "GET /groups/{groupId}/alerts/{alertId}/alertConfigs",
                "getAlertConfigs",
                Access.PROJECT_READ,
                V,
                this::configsOf);
        router.add(
                "GET /alertConfigs/matchers/fieldNames",
                "listMatcherFieldNames",
                Access.SIGNED_IN,
                V,
                (_, _) -> Answer.ok(Json.strings(MATCHER_FIELDS)));
    }

    private static JsonNode config(AtlasCall call, Project project, ObjectNode config) {
        var self =
                "/groups/" + project.id + "/alertConfigs/" + config.path("id").asText();
        var body = config.deepCopy();
        RecipientSecrets.mask(body);
        body.set(
                "links",
                Json.array()
                        .add(call.self(self))
                        .add(Json.object()
                                .put("href", call.link(self + "/alerts"))
                                .put("rel", "https://cloud.mongodb.com/alerts")));
        return body;
    }

    private Answer alerts(AtlasCall call, Project project) {
        var status = call.query().one("status");
        if (status != null && !STATUSES.contains(status)) {
            throw AtlasError.invalidEnum("status", status);
        }
        var found = project.alerts.stream()
                .map(a -> Events.shown(a, call.now()))
                .filter(a -> status == null || a.path("status").asText().equals(status))
                .toList();
        return Answer.ok(Paging.page(
                call, found, a -> alert(call, project, a), status == null ? Map.of() : Map.of("status", status), true));
    }

    private static ObjectNode alert(AtlasCall call, Project project, ObjectNode alert) {
        var body = Events.shown(alert, call.now());
        body.set(
                "links",
                Json.array()
                        .add(call.self("/groups/" + project.id + "/alerts/"
                                + alert.path("id").asText())));
        return body;
    }

    private static ObjectNode findAlert(AtlasCall call, Project project) {
        var id = call.path("alertId");
        return project.alerts.stream()
                .filter(a -> a.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(404, "ALERT_NOT_FOUND", "No alert with ID " + id + " exists.", id));
    }

    private Answer acknowledge(AtlasCall call, Project project) {
        var alert = findAlert(call, project);
        var body = call.jsonObject();
        var until = Members.text(body, "acknowledgedUntil");
        var comment = Members.text(body, "acknowledgementComment", 0, 200);
        if (until == null || Boolean.TRUE.equals(Members.flag(body, "unacknowledgeAlert"))) {
            alert.remove(List.of("acknowledgedUntil", "acknowledgementComment"));
            world.events().by(call, project, "ALERT_UNACKNOWLEDGED_AUDIT");
            return Answer.ok(alert(call, project, alert));
        }
        try {
            OffsetDateTime.parse(until);
        } catch (DateTimeException e) {
            throw AtlasError.invalid("acknowledgedUntil");
        }
        // The contract's acknowledgingUsername is a person's address: API keys and service accounts have none.
        alert.put("acknowledgedUntil", until).put("updated", Json.time(call.now()));
        if (comment != null) {
            alert.put("acknowledgementComment", comment);
        }
        world.events().by(call, project, "ALERT_ACKNOWLEDGED_AUDIT");
        return Answer.ok(alert(call, project, alert));
    }

    private Answer openAlerts(AtlasCall call, Project project) {
        var config = find(call, project).path("id").asText();
        var found = project.alerts.stream()
                .filter(a -> a.path("alertConfigId").asText().equals(config))
                .map(a -> Events.shown(a, call.now()))
                .filter(a -> a.path("status").asText().equals("OPEN"))
                .toList();
        return Answer.ok(Paging.page(call, found, a -> alert(call, project, a)));
    }

    private Answer configsOf(AtlasCall call, Project project) {
        var config = findAlert(call, project).path("alertConfigId").asText();
        var found = project.alertConfigs.stream()
                .filter(c -> c.path("id").asText().equals(config))
                .toList();
        return Answer.ok(Paging.page(call, found, c -> config(call, project, c)));
    }

    private Answer create(AtlasCall call, Project project) {
        var config = checked(call);
        config.put("id", world.newId()).put("created", Json.time(call.now()));
        finish(call, project, config);
        project.alertConfigs.add(config);
        world.events().by(call, project, "ALERT_CONFIG_ADDED_AUDIT");
        return Answer.of(201, config(call, project, config))
                .with(
                        "Location",
                        call.link("/groups/" + project.id + "/alertConfigs/"
                                + config.path("id").asText()));
    }

    private Answer replace(AtlasCall call, Project project) {
        var old = find(call, project);
        var config = checked(call);
        config.set("id", old.get("id"));
        config.set("created", old.get("created"));
        RecipientSecrets.keep(old, config);
        finish(call, project, config);
        project.alertConfigs.replaceAll(c -> c == old ? config : c);
        cancelUnlessOn(call, project, config);
        world.events().by(call, project, "ALERT_CONFIG_CHANGED_AUDIT");
        return Answer.ok(config(call, project, config));
    }

    private Answer toggle(AtlasCall call, Project project) {
        var config = find(call, project);
        var enabled = Members.flag(call.jsonObject(), "enabled");
        if (enabled == null) {
            throw AtlasError.missing("enabled");
        }
        config.put("enabled", enabled).put("updated", Json.time(call.now()));
        cancelUnlessOn(call, project, config);
        world.events().by(call, project, enabled ? "ALERT_CONFIG_ENABLED_AUDIT" : "ALERT_CONFIG_DISABLED_AUDIT");
        return Answer.ok(config(call, project, config));
    }

    private Answer delete(AtlasCall call, Project project) {
        var config = find(call, project);
        project.alertConfigs.remove(config);
        world.events().cancel(project, call.now(), config.path("id").asText());
        world.events().by(call, project, "ALERT_CONFIG_DELETED_AUDIT");
        return Answer.noContent();
    }

    private void cancelUnlessOn(AtlasCall call, Project project, ObjectNode config) {
        if (!config.path("enabled").asBoolean()) {
            world.events().cancel(project, call.now(), config.path("id").asText());
        }
    }

    private static ObjectNode checked(AtlasCall call) {
        var config = call.jsonObject();
        checkType(Members.required(config, "eventTypeName"));
        if (!(config.get("notifications") instanceof ArrayNode notifications)) {
            throw AtlasError.missing("notifications");
        }
        if (notifications.isEmpty()) {
            throw AtlasError.of(
                    400,
                    "MISSING_NOTIFICATIONS",
                    "At least one notification must be specified for an alert configuration.");
        }
        if (notifications.size() > 25) {
            throw AtlasError.invalid("notifications");
        }
        for (var one : notifications) {
            if (!one.isObject()) {
                throw AtlasError.invalid("notifications");
            }
            checkNotification((ObjectNode) one);
        }
        Members.flag(config, "enabled");
        config.remove(READ_ONLY);
        return config;
    }

    private static void checkNotification(ObjectNode notification) {
        var type = Members.required(notification, "typeName");
        if (!NOTIFICATIONS.contains(type)) {
            throw AtlasError.of(
                    400, "UNSUPPORTED_NOTIFICATION_TYPE", "Notification type " + type + " is unsupported.", type);
        }
        if (REPEATS_BY_ITSELF.contains(type) && notification.path("intervalMin").asInt(-1) == 0) {
            notification.remove("intervalMin");
        }
        Members.number(notification, "intervalMin", 5, Integer.MAX_VALUE);
        Members.number(notification, "delayMin", 0, Integer.MAX_VALUE);
    }

    private static void checkType(String type) {
        if (!Vocabulary.isEventType(type)) {
            throw AtlasError.invalidEnum("eventTypeName", type);
        }
        if (!Vocabulary.canAlert(type)) {
            throw AtlasError.of(
                    400, "INVALID_EVENT_TYPE_FOR_ALERT", "Event type " + type + " not supported for alerts.", type);
        }
    }

    private void finish(AtlasCall call, Project project, ObjectNode config) {
        config.put("groupId", project.id).put("updated", Json.time(call.now()));
        if (!config.has("enabled")) {
            config.put("enabled", false);
        }
        if (!config.has("matchers")) {
            config.putArray("matchers");
        }
        config.get("notifications").forEach(n -> {
            if (!n.has("notifierId")) {
                ((ObjectNode) n).put("notifierId", world.newId());
            }
        });
    }

    private static ObjectNode find(AtlasCall call, Project project) {
        var id = call.path("alertConfigId");
        return project.alertConfigs.stream()
                .filter(c -> c.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> AtlasError.of(
                        404, "ALERT_CONFIG_NOT_FOUND", "No alert configuration with ID " + id + " exists.", id));
    }
}
