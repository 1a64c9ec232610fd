package dev.cmkconsole.procedure.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.atlas.alert.RecipientKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Builds the changing requests about alerts: their configurations, and the acknowledgement of open ones. */
public final class AlertRequests {
    private static final String BASE = "/api/atlas/v2/groups/";
    private static final String VERSION = "2023-01-01";

    /** The older version is deprecated (Admin API, acknowledgeAlert). */
    private static final String ACKNOWLEDGEMENT_VERSION = "2024-05-30";

    private static final int MINUTES_BETWEEN = 60;
    /** What Atlas writes itself and does not accept. */
    private static final List<String> READ_ONLY = List.of("id", "groupId", "created", "updated", "links");

    private static final String END = "unacknowledgeAlert";

    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertRequests() {}

    /** Creates an alert that is on. */
    public static AtlasRequest create(
            String projectId, KeyAlert alert, Optional<Integer> days, List<Recipient> recipients) {
        return create(projectId, alert, true, days, recipients);
    }

    public static AtlasRequest create(
            String projectId, KeyAlert alert, boolean enabled, Optional<Integer> days, List<Recipient> recipients) {
        var body = object();
        body.put("eventTypeName", alert.eventType());
        body.put("enabled", enabled);
        body.putArray("matchers");
        days.ifPresent(d -> threshold(body, d));
        add(body, recipients);
        return new AtlasRequest(
                "createAlertConfig", "POST", BASE + projectId + "/alertConfigs", VERSION, Optional.of(body.toString()));
    }

    /**
     * Sends the whole configuration, because Atlas deletes what a change leaves out, members that this program does not
     * know included. Atlas keeps the credentials of recipients by their {@code notifierId}.
     *
     * @param document the configuration as Atlas holds it, without credentials
     */
    public static AtlasRequest change(
            String projectId,
            String id,
            String document,
            boolean enabled,
            Optional<Integer> days,
            List<Recipient> added) {
        var body = parsed(document);
        body.put("enabled", enabled);
        days.ifPresent(d -> threshold(body, d));
        add(body, added);
        return new AtlasRequest(
                "updateAlertConfig", "PUT", configuration(projectId, id), VERSION, Optional.of(body.toString()));
    }

    /** What {@link #change} replaces, as a part of what Atlas answers. */
    public static String replaced(String document) {
        return parsed(document).toString();
    }

    private static ObjectNode parsed(String document) {
        try {
            var body = (ObjectNode) JSON.readTree(document);
            body.remove(READ_ONLY);
            return body;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not what Atlas answers: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Turns a configuration on or off and leaves everything else. The contract has this request for it, beside the one
     * that sends the whole configuration.
     */
    public static AtlasRequest toggle(String projectId, String id, boolean enabled) {
        return new AtlasRequest(
                "toggleAlertConfig",
                "PATCH",
                configuration(projectId, id),
                VERSION,
                Optional.of(object().put("enabled", enabled).toString()));
    }

    /** What {@link #toggle} changes, as a part of what Atlas answers. */
    public static String enabled(boolean present) {
        return object().put("enabled", present).toString();
    }

    public static AtlasRequest acknowledge(String projectId, String alertId, Instant until, Optional<String> comment) {
        var body = object().put("acknowledgedUntil", until.toString());
        comment.ifPresent(c -> body.put("acknowledgementComment", c));
        return acknowledgement(projectId, alertId, body);
    }

    /** Ends an acknowledgement, so that Atlas tells the recipients again. */
    public static AtlasRequest unacknowledge(String projectId, String alertId) {
        return acknowledgement(projectId, alertId, object().put(END, true));
    }

    /** Whether an {@code acknowledgeAlert} ends an acknowledgement instead of making one. */
    public static boolean endsAcknowledgement(AtlasRequest request) {
        return parsed(request.body().orElse("{}")).path(END).asBoolean();
    }

    private static AtlasRequest acknowledgement(String projectId, String alertId, ObjectNode body) {
        return new AtlasRequest(
                "acknowledgeAlert",
                "PATCH",
                BASE + projectId + "/alerts/" + AtlasRequests.segment(alertId),
                ACKNOWLEDGEMENT_VERSION,
                Optional.of(body.toString()));
    }

    private static String configuration(String projectId, String id) {
        return BASE + projectId + "/alertConfigs/" + AtlasRequests.segment(id);
    }

    private static void threshold(ObjectNode body, int days) {
        body.putObject("threshold")
                .put("operator", "GREATER_THAN")
                .put("threshold", days)
                .put("units", "DAYS");
    }

    private static void add(ObjectNode body, List<Recipient> recipients) {
        var notifications = body.withArray("/notifications");
        recipients.forEach(r -> notifications.add(notification(r)));
    }

    private static ObjectNode notification(Recipient recipient) {
        var kind = recipient.kind();
        var notification = object().put("typeName", kind.atlasName()).put("delayMin", 0);
        // The other three repeat a notification by their own rules.
        if (kind != RecipientKind.PAGER_DUTY && kind != RecipientKind.OPS_GENIE && kind != RecipientKind.VICTOR_OPS) {
            notification.put("intervalMin", MINUTES_BETWEEN);
        }
        if (kind.people()) {
            notification.put("emailEnabled", true).put("smsEnabled", false);
        }
        if (kind == RecipientKind.ROLE || kind == RecipientKind.ORGANIZATION_ROLE) {
            recipient.names().forEach(notification.putArray("roles")::add);
        } else {
            recipient.names().forEach(name -> notification.put(kind.member(), name));
        }
        recipient.integration().ifPresent(id -> notification.put("integrationId", id));
        return notification;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
