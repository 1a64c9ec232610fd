package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A private endpoint from Atlas to KMS.
 *
 * @param due when it leaves a passing state; null in a lasting one
 */
record KmsEndpoint(
        String id,
        String provider,
        String region,
        String status,
        String errorMessage,
        String connectionName,
        Instant due) {

    KmsEndpoint as(String newStatus, String error, Instant newDue) {
        return new KmsEndpoint(id, provider, region, newStatus, error, connectionName, newDue);
    }

    ObjectNode body() {
        var body = Json.object()
                .put("cloudProvider", provider)
                .put("id", id)
                .put("regionName", region)
                .put("status", status);
        if (errorMessage != null) {
            body.put("errorMessage", errorMessage);
        }
        if (connectionName != null) {
            body.put("privateEndpointConnectionName", connectionName);
        }
        return body;
    }
}
