package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.time.Instant;

/**
 * A private endpoint from Atlas to KMS.
 *
 * @param due when a transitional state ends; null in a stable state
 */
public record KmsEndpoint(
        String id,
        String provider,
        String region,
        String status,
        String errorMessage,
        String connectionName,
        Instant due) {

    public KmsEndpoint as(String newStatus, String error, Instant newDue) {
        return new KmsEndpoint(id, provider, region, newStatus, error, connectionName, newDue);
    }

    public ObjectNode body() {
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
