package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.cedar.CedarForbids;
import dev.cmkconsole.sandbox.atlas.auth.Directory;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the resource policies of an organization refuse: to encrypt clusters or search nodes without the customer's key.
 * Other policies are stored and refuse nothing. Atlas does not document the code of the refusal.
 */
public final class OrganizationPolicies {
    private OrganizationPolicies() {}

    public static void checkCluster(World world, Project project, ObjectNode changes) {
        if (changes.path("encryptionAtRestProvider").asText().equals("NONE")) {
            check(world, project, p -> forbids(CedarForbids.clusterWithoutKey(p.body(), project.id)));
        }
    }

    public static void checkSearchNodes(World world, Project project) {
        check(world, project, p -> forbids(CedarForbids.searchNodesWithoutKey(p.body(), project.id)));
    }

    private static boolean forbids(CedarForbids.Answer answer) {
        return answer == CedarForbids.Answer.FORBIDS;
    }

    private static void check(World world, Project project, Predicate<Directory.ResourcePolicy> forbids) {
        world.directory().organization(project.orgId).map(Directory.Organization::policies).orElse(List.of()).stream()
                .filter(forbids)
                .findFirst()
                .ifPresent(p -> {
                    throw AtlasError.of(
                            403,
                            "RESOURCE_POLICY_VIOLATION",
                            "The resource policy " + p.name() + " of the organization forbids the change.",
                            p.name());
                });
    }
}
