package dev.cmkconsole.sandbox.atlas.resource.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import java.time.Instant;

/**
 * The containers of a project. AWS and Azure have one for each region, Google Cloud has one for the whole project.
 * Whether clusters are in it, and the names that the cloud gave it then, follow from the clusters that exist.
 */
public final class Containers {
    private static final String GOOGLE = "GCP";

    private Containers() {}

    /** Atlas creates a container with the first dedicated cluster of a cloud and region. */
    public static void addFor(Project project, Cluster cluster, Ids ids, Instant now) {
        for (var region : cluster.regions()) {
            var provider = region.path("providerName").asText();
            var name = region.path("regionName").asText();
            if (!provider.equals("TENANT") && project.containers.stream().noneMatch(c -> holds(c, provider, name))) {
                project.containers.add(made(ids.next(now), provider, name));
            }
        }
    }

    private static ObjectNode made(String id, String provider, String region) {
        var container = Json.object().put("id", id).put("providerName", provider);
        if (provider.equals(GOOGLE)) {
            container.put("atlasCidrBlock", "192.168.0.0/18").putArray("regions");
        } else {
            container.put("atlasCidrBlock", "192.168.248.0/21").put(regionMember(provider), region);
        }
        return container;
    }

    /** Azure's containers call their region by another name. */
    static String regionMember(String provider) {
        return provider.equals("AZURE") ? "region" : "regionName";
    }

    static boolean holds(JsonNode container, String provider, String region) {
        if (!container.path("providerName").asText().equals(provider)) {
            return false;
        }
        return provider.equals(GOOGLE)
                || container.path(regionMember(provider)).asText().equals(region);
    }

    static boolean provisioned(Project project, ObjectNode container) {
        return project.liveClusters().stream()
                .flatMap(cluster -> cluster.regions().stream())
                .anyMatch(region -> holds(
                        container,
                        region.path("providerName").asText(),
                        region.path("regionName").asText()));
    }

    static ObjectNode body(Project project, ObjectNode container) {
        var body = container.deepCopy();
        var provisioned = provisioned(project, container);
        body.put("provisioned", provisioned);
        if (provisioned) {
            name(project, body);
        }
        return body;
    }

    private static void name(Project project, ObjectNode body) {
        var name = Ids.named(body.path("id").asText());
        switch (body.path("providerName").asText()) {
            case "AZURE" ->
                body.put("azureSubscriptionId", Ids.named("azure-subscription"))
                        .put("vnetName", "vnet_" + body.path("id").asText());
            case GOOGLE -> {
                body.put("gcpProjectId", "p-" + name).put("networkName", "nt-" + name);
                if (body.path("regions").isEmpty()) {
                    body.set("regions", used(project));
                }
            }
            default -> body.put("vpcId", "vpc-" + name.substring(0, 17));
        }
    }

    private static ArrayNode used(Project project) {
        return Json.strings(project.liveClusters().stream()
                .flatMap(cluster -> cluster.regions().stream())
                .filter(region -> region.path("providerName").asText().equals(GOOGLE))
                .map(region -> region.path("regionName").asText())
                .distinct()
                .sorted()
                .toList());
    }
}
