package dev.cmkconsole.sandbox.atlas.resource.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.auth.ResourcePolicy;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies an organization's resource policies to clusters and search nodes. The sandbox keeps a policy that it cannot
 * evaluate, and ignores it.
 */
public final class OrganizationRules {
    private static final String CLUSTER = "cluster.modify";
    private static final String SEARCH = "search.deployment.modify";
    private static final String KEY = ".encryptionAtRest.customerManagedKey.enabled";

    private final World world;

    public OrganizationRules(World world) {
        this.world = world;
    }

    /**
     * @param document the cluster as it would be
     * @throws AtlasError where a policy of the organization forbids it
     */
    public void checkCluster(Project project, JsonNode document) {
        refuse(project, CLUSTER, facts(document));
    }

    /** @throws AtlasError where a policy of the organization forbids search nodes as they would be */
    public void checkSearch(Project project, Cluster cluster) {
        refuse(project, SEARCH, facts(project, cluster));
    }

    private void refuse(Project project, String action, Map<String, Object> facts) {
        for (var policy : world.directory().resourcePolicies(project.orgId)) {
            if (policy.policies().stream().anyMatch(body -> forbids(body, action, project, facts))) {
                throw AtlasError.of(
                        world.switches().resourcePolicyStatus,
                        "RESOURCE_POLICY_VIOLATION",
                        "The resource policy " + policy.name() + " of the organization forbids this.",
                        policy.name());
            }
        }
    }

    static boolean breaks(Project project, Cluster cluster, ResourcePolicy.Body body) {
        return forbids(body, CLUSTER, project, facts(cluster.document))
                || cluster.search != null && forbids(body, SEARCH, project, facts(project, cluster));
    }

    /** Whether the sandbox can evaluate the policy for some cluster. */
    static boolean evaluates(String text) {
        var cluster = new HashMap<String, Object>(Map.of("context.cluster" + KEY, true));
        for (var type : List.of("cloudProviders", "regions", "clusterType")) {
            cluster.put("context.cluster." + type, Set.of());
        }
        var policy = Cedar.read(text);
        return Optional.of(policy)
                .flatMap(p -> CedarJudge.forbids(p, CLUSTER, "", cluster))
                .flatMap(_ -> CedarJudge.forbids(policy, SEARCH, "", Map.of("context.search" + KEY, true)))
                .isPresent();
    }

    private static Map<String, Object> facts(JsonNode document) {
        var clouds = new HashSet<String>();
        var regions = new HashSet<String>();
        document.path("replicationSpecs")
                .forEach(spec -> spec.path("regionConfigs").forEach(region -> {
                    var cloud = lower(region.path("providerName"));
                    clouds.add(CedarJudge.entity("CloudProvider", cloud));
                    regions.add(CedarJudge.entity(
                            "Region",
                            cloud + ":" + lower(region.path("regionName")).replace('_', '-')));
                }));
        return Map.of(
                "context.cluster" + KEY,
                !document.path("encryptionAtRestProvider").asText("NONE").equals("NONE"),
                "context.cluster.cloudProviders",
                clouds,
                "context.cluster.regions",
                regions,
                "context.cluster.clusterType",
                Set.of(CedarJudge.entity("ClusterType", lower(document.path("clusterType")))));
    }

    private static String lower(JsonNode text) {
        return text.asText().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> facts(Project project, Cluster cluster) {
        return Map.of(
                "context.search" + KEY,
                project.encryption.searchNodes()
                        && !cluster.encryptionProvider().equals("NONE"));
    }

    private static boolean forbids(
            ResourcePolicy.Body body, String action, Project project, Map<String, Object> facts) {
        return CedarJudge.forbids(Cedar.read(body.text()), action, project.id, facts)
                .orElse(false);
    }
}
