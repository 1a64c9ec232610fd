package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Ends restores. The snapshot's own key decrypts it, with the access that the project has then. Where Atlas cannot use
 * that key, the restore fails.
 */
final class Restores {
    private final KeyTrial trial;
    private final Events events;

    Restores(KeyTrial trial, Events events) {
        this.trial = trial;
        this.events = events;
    }

    /** When the restore ends; null for one that has ended. */
    static Instant due(ObjectNode job) {
        boolean ended = job.has("finishedAt") || job.path("cancelled").asBoolean();
        return ended ? null : Instant.parse(job.path("due").asText());
    }

    void end(Project project, ObjectNode job) {
        var at = due(job);
        job.put("finishedAt", Json.time(at));
        if (!readable(project, job)) {
            job.put("failed", true);
        }
        target(project, job)
                .ifPresent(cluster -> events.add(
                        project,
                        at,
                        job.path("failed").asBoolean() ? "CPS_RESTORE_FAILED" : "CPS_RESTORE_SUCCESSFUL",
                        Map.of("clusterName", cluster.name)));
    }

    private boolean readable(Project project, ObjectNode job) {
        var key = Json.text(job, "masterKey");
        return key == null || trial.decrypt(project, key).isEmpty();
    }

    private static Optional<Cluster> target(Project project, ObjectNode job) {
        return job.path("targetGroupId").asText().equals(project.id)
                ? project.cluster(job.path("targetClusterName").asText())
                : Optional.empty();
    }
}
