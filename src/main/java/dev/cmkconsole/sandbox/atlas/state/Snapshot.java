package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A Cloud Backup snapshot.
 *
 * @param clusterId the cluster of the snapshot, which may no longer exist
 * @param document all members that do not change automatically, including {@code masterKeyUUID}
 * @param due when {@code status} changes next; null when it does not
 */
public record Snapshot(
        String id,
        String clusterId,
        boolean sharded,
        ObjectNode document,
        String status,
        Instant requested,
        Instant expires,
        Instant due) {

    Snapshot as(String newStatus, Instant newDue) {
        return new Snapshot(id, clusterId, sharded, document, newStatus, requested, expires, newDue);
    }

    public Snapshot expiring(Instant when) {
        return new Snapshot(id, clusterId, sharded, document, status, requested, when, due);
    }
}
