package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;

/** Addresses of the simulated Atlas control plane, all from the ranges reserved for documentation (RFC 5737). */
public final class ControlPlane {
    private ControlPlane() {}

    public static ObjectNode body() {
        var body = Json.object();
        body.set("inbound", clouds("198.51.100."));
        body.set("outbound", clouds("203.0.113."));
        var gateway = Json.object().put("name", "US");
        var ips = gateway.putObject("ips");
        ips.putObject("inbound").putObject("aws").putArray("us-east-1").add("198.51.100.250/32");
        ips.putObject("outbound").putObject("aws").putArray("us-east-1").add("203.0.113.250/32");
        body.putArray("gateways").add(gateway);
        return body;
    }

    private static ObjectNode clouds(String network) {
        var clouds = Json.object();
        clouds.putObject("aws")
                .set("us-east-1", Json.array().add(network + "10/32").add(network + "11/32"));
        clouds.withObject("aws").set("eu-west-1", Json.array().add(network + "20/32"));
        clouds.putObject("azure").set("westeurope", Json.array().add(network + "30/32"));
        clouds.putObject("gcp").set("us-central1", Json.array().add(network + "40/32"));
        return clouds;
    }
}
