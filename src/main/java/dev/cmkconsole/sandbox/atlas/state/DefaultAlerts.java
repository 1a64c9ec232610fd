package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.time.Instant;

/** Alert configurations that Atlas creates automatically. */
public final class DefaultAlerts {
    private DefaultAlerts() {}

    public static void addTo(Project project, Ids ids, Instant now) {
        project.alertConfigs.add(config(project, ids, now, "NO_PRIMARY"));
        project.alertConfigs.add(config(project, ids, now, "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED"));
        project.alertConfigs.add(config(project, ids, now, "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID"));
    }

    public static void addRotationReminder(Project project, Ids ids, Instant now) {
        if (project.alertConfigs.stream()
                .anyMatch(c -> KeyCheck.NEEDS_ROTATION.equals(Json.text(c, "eventTypeName")))) {
            return;
        }
        var config = config(project, ids, now, KeyCheck.NEEDS_ROTATION);
        config.putObject("threshold")
                .put("operator", "GREATER_THAN")
                .put("threshold", 90)
                .put("units", "DAYS");
        project.alertConfigs.add(config);
    }

    static ObjectNode config(Project project, Ids ids, Instant now, String event) {
        var config = Json.object()
                .put("created", Json.time(now))
                .put("enabled", true)
                .put("eventTypeName", event)
                .put("groupId", project.id)
                .put("id", ids.next(now))
                .put("updated", Json.time(now));
        config.putArray("matchers");
        var notification = config.putArray("notifications")
                .addObject()
                .put("delayMin", 0)
                .put("emailEnabled", true)
                .put("intervalMin", 60)
                .put("notifierId", ids.next(now))
                .put("smsEnabled", false)
                .put("typeName", "GROUP");
        notification.putArray("roles").add("GROUP_OWNER");
        return config;
    }
}
