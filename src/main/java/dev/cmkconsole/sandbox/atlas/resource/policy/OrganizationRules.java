package dev.cmkconsole.sandbox.atlas.resource.policy;

import dev.cmkconsole.sandbox.atlas.auth.ResourcePolicy;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.state.Cluster;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;

/** Applies the two rules about keys that a resource policy can have. The sandbox keeps every other rule, and ignores it. */
public final class OrganizationRules {
    private final World world;

    public OrganizationRules(World world) {
        this.world = world;
    }

    /** @throws AtlasError where a policy of the organization forbids a cluster without a customer-managed key */
    public void checkCluster(Project project, String encryptionProvider) {
        if (encryptionProvider.equals("NONE")) {
            refuse(project, "cluster.modify", "context.cluster.encryptionAtRest.customerManagedKey.enabled");
        }
    }

    /** @throws AtlasError where a policy of the organization forbids search nodes without a customer-managed key */
    public void checkSearch(Project project, Cluster cluster) {
        if (!searchEncrypted(project, cluster)) {
            refuse(project, "search.deployment.modify", "context.search.encryptionAtRest.customerManagedKey.enabled");
        }
    }

    private void refuse(Project project, String action, String flag) {
        for (var policy : world.directory().resourcePolicies(project.orgId)) {
            if (policy.policies().stream().anyMatch(body -> forbids(body, action, flag))) {
                throw AtlasError.of(
                        world.switches().resourcePolicyStatus,
                        "RESOURCE_POLICY_VIOLATION",
                        "The resource policy " + policy.name() + " of the organization forbids this.",
                        policy.name());
            }
        }
    }

    static boolean breaks(Project project, Cluster cluster, ResourcePolicy.Body body) {
        var withoutKey = cluster.encryptionProvider().equals("NONE")
                && forbids(body, "cluster.modify", "context.cluster.encryptionAtRest.customerManagedKey.enabled");
        return withoutKey
                || cluster.search != null
                        && !searchEncrypted(project, cluster)
                        && forbids(
                                body,
                                "search.deployment.modify",
                                "context.search.encryptionAtRest.customerManagedKey.enabled");
    }

    private static boolean searchEncrypted(Project project, Cluster cluster) {
        return project.encryption.searchNodes() && !cluster.encryptionProvider().equals("NONE");
    }

    private static boolean forbids(ResourcePolicy.Body body, String action, String flag) {
        return Cedar.read(body.text()).forbidsWithout(action, flag);
    }
}
