package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A Cloud Backup snapshot.
 *
 * @param clusterId the cluster of the snapshot, which may no longer exist
 * @param document all members that do not change automatically, including {@code masterKeyUUID}
 */
public record Snapshot(
        String id,
        String clusterId,
        boolean sharded,
        ObjectNode document,
        @JsonUnwrapped Stage stage,
        Instant requested,
        Instant expires) {

    /**
     * The progress of the snapshot. On disk its members are members of the snapshot.
     *
     * @param due when {@code status} changes next; null when it does not
     */
    public record Stage(String status, Instant due) {}

    public String status() {
        return stage.status();
    }

    Instant due() {
        return stage.due();
    }

    Snapshot as(String newStatus, Instant newDue) {
        return new Snapshot(id, clusterId, sharded, document, new Stage(newStatus, newDue), requested, expires);
    }

    public Snapshot expiring(Instant when) {
        return new Snapshot(id, clusterId, sharded, document, stage, requested, when);
    }
}
