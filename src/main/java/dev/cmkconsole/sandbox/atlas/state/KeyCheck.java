package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The validity check of a project's key, on save, on demand and every 15 minutes. It stops and starts clusters
 * accordingly.
 */
public final class KeyCheck {
    private final KeyTrial trial;
    private final Events events;
    private final Switches switches;

    KeyCheck(KeyTrial trial, Events events, Switches switches) {
        this.trial = trial;
        this.events = events;
        this.switches = switches;
    }

    /** The time of the next scheduled check, or null while no key is configured. */
    Instant next(Project project) {
        return project.encryption.enabled()
                ? project.encryption.checked().plusSeconds(switches.validityCheckSeconds)
                : null;
    }

    public void run(Project project, Instant at) {
        var before = project.encryption;
        if (!before.enabled()) {
            return;
        }
        if (!switches.kmsReachable || !trial.reaches(project)) {
            unreachable(project, at);
            return;
        }
        reached(project, at);
        var refusal = trial.use(project, before.awsKms()).orElse(null);
        project.encryption = before.checked(refusal == null, refusal == null ? null : refusal.code, at);
        if (refusal == null && !before.valid()) {
            becameValid(project, at);
        } else if (refusal != null && before.valid()) {
            becameInvalid(project, at);
        } else if (refusal != null) {
            // An alert that was turned on meanwhile opens at this check.
            events.open(project, at, KEY_INVALID);
            events.open(project, at, CONFIG_INVALID);
        }
        settleReminder(project, at);
    }

    /** A reminder that is not due any more, because its days were raised, ends. */
    private void settleReminder(Project project, Instant at) {
        var open = project.alerts.stream().anyMatch(a -> Events.isOpen(a, NEEDS_ROTATION));
        var due = due(project);
        if (open && (due == null || due.isAfter(at))) {
            events.close(project, at, NEEDS_ROTATION);
        }
    }

    /** Atlas has reached KMS; an alert that says otherwise ends. */
    public void reached(Project project, Instant at) {
        if (project.encryption.networkDenied()) {
            events.add(project, at, "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_RESTORED");
            events.close(project, at, NETWORK_DENIED);
        }
    }

    /** The project has no key any more, so no alert about it stays open. */
    public void keyGone(Project project, Instant at) {
        for (var type : List.of(NEEDS_ROTATION, KEY_INVALID, CONFIG_INVALID, NETWORK_DENIED)) {
            events.close(project, at, type);
        }
    }

    /** Clusters keep running with the keys that they hold in memory. */
    private void unreachable(Project project, Instant at) {
        if (!project.encryption.networkDenied()) {
            events.add(project, at, NETWORK_DENIED);
        }
        events.open(project, at, NETWORK_DENIED);
        project.encryption = project.encryption.networkDenied(true, at);
    }

    void becameInvalid(Project project, Instant at) {
        events.add(project, at, KEY_INVALID);
        events.add(project, at, CONFIG_INVALID);
        events.open(project, at, KEY_INVALID);
        events.open(project, at, CONFIG_INVALID);
        for (var cluster : project.clustersEncryptedBy("AWS")) {
            if (cluster.paused()) {
                continue;
            }
            cluster.shutDown = true;
            events.add(project, at, "HOST_DOWN", Map.of("clusterName", cluster.name));
            if (project.encryption.searchNodes() && cluster.search != null) {
                cluster.pausedForKey = true;
                cluster.document.put("paused", true);
                events.add(project, at, "CLUSTER_AUTOMATICALLY_PAUSED", Map.of("clusterName", cluster.name));
            }
        }
    }

    public void becameValid(Project project, Instant at) {
        events.add(project, at, "AWS_ENCRYPTION_KEY_VALID");
        events.add(project, at, "ENCRYPTION_AT_REST_CONFIG_IS_VALID");
        events.close(project, at, KEY_INVALID);
        events.close(project, at, CONFIG_INVALID);
        for (var cluster : project.clusters) {
            if (!cluster.shutDown) {
                continue;
            }
            cluster.shutDown = false;
            events.add(project, at, "HOST_UP", Map.of("clusterName", cluster.name));
            if (cluster.pausedForKey) {
                cluster.pausedForKey = false;
                cluster.document.put("paused", false);
                cluster.search = cluster.search == null
                        ? null
                        : cluster.search.as("UPDATING", at.plusSeconds(switches.searchDeploymentSeconds));
            }
            // A change that was submitted in the meantime begins only now.
            if (cluster.due != null) {
                cluster.due = at.plusSeconds(switches.clusterUpdateSeconds);
            }
        }
    }

    /** When the key rotation reminder is due, or null when it is turned off or already shown. */
    Instant nextReminder(Project project) {
        var open = project.alerts.stream().anyMatch(a -> Events.isOpen(a, NEEDS_ROTATION));
        return open ? null : due(project);
    }

    private static Instant due(Project project) {
        var since = project.encryption.keySince();
        if (!project.encryption.enabled() || since == null) {
            return null;
        }
        return project.alertConfigs.stream()
                .filter(KeyCheck::asksForRotation)
                .findFirst()
                .map(c -> since.plus(
                        Duration.ofDays(c.path("threshold").path("threshold").asLong(90))))
                .orElse(null);
    }

    void remind(Project project, Instant at) {
        events.add(project, at, NEEDS_ROTATION);
        events.open(project, at, NEEDS_ROTATION);
    }

    private static final String KEY_INVALID = "AWS_ENCRYPTION_KEY_INVALID";
    private static final String CONFIG_INVALID = "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID";
    private static final String NETWORK_DENIED = "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED";
    public static final String NEEDS_ROTATION = "AWS_ENCRYPTION_KEY_NEEDS_ROTATION";

    static boolean asksForRotation(ObjectNode config) {
        return NEEDS_ROTATION.equals(Json.text(config, "eventTypeName"))
                && config.path("enabled").asBoolean();
    }
}
