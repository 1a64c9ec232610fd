package dev.cmkconsole.sandbox.atlas.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.Cluster;

/** Advanced configuration of clusters. */
public final class ProcessArgsResource {
    private static final String PATH = "/groups/{groupId}/clusters/{clusterName}/processArgs";
    private static final Versions V = Versions.of("2023-01-01/2027-07-01", "2024-08-05");

    public void addTo(Router router) {
        router.add(
                "GET " + PATH,
                "getProcessArgs",
                Access.PROJECT_READ,
                V,
                (call, p) -> Answer.ok(body(ClustersResource.find(call, p))));
        router.add("PATCH " + PATH, "updateProcessArgs", Access.CLUSTER_WRITE, V, (call, p) -> {
            var cluster = ClustersResource.find(call, p);
            if (cluster.tenant()) {
                throw AtlasError.of(
                        400,
                        "TENANT_CLUSTER_PROCESS_ARGS_NOT_SUPPORTED",
                        "Cannot set custom process args for tenant clusters.");
            }
            cluster.processArgs.setAll(checked(call.jsonObject()));
            return Answer.ok(body(cluster));
        });
    }

    private static ObjectNode checked(ObjectNode changes) {
        var known = defaults();
        for (var entry : changes.properties()) {
            var usual = known.get(entry.getKey());
            if (usual != null
                    && !usual.isNull()
                    && !entry.getValue().isNull()
                    && usual.getNodeType() != entry.getValue().getNodeType()) {
                throw AtlasError.invalid(entry.getKey());
            }
        }
        return changes;
    }

    private static ObjectNode body(Cluster cluster) {
        return defaults().setAll(cluster.processArgs);
    }

    private static ObjectNode defaults() {
        var args = Json.object()
                .put("changeStreamOptionsPreAndPostImagesExpireAfterSeconds", -1)
                .put("javascriptEnabled", true)
                .put("minimumEnabledTlsProtocol", "TLS1_2")
                .put("noTableScan", false)
                .putNull("oplogMinRetentionHours")
                .putNull("oplogSizeMB")
                .put("tlsCipherConfigMode", "DEFAULT");
        args.putArray("customOpensslCipherConfigTls12");
        args.putArray("customOpensslCipherConfigTls13");
        return args;
    }
}
