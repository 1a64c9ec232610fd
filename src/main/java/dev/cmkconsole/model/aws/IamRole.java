package dev.cmkconsole.model.aws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An IAM role with the documents that decide what it may do.
 *
 * @param trustPolicy JSON text, decoded, otherwise verbatim
 * @param inlinePolicies name to JSON text, decoded, otherwise verbatim
 * @param attachedPolicies ARNs of managed policies
 */
public record IamRole(
        RoleArn arn,
        String trustPolicy,
        Map<String, String> inlinePolicies,
        java.util.List<String> attachedPolicies,
        Optional<String> permissionsBoundary,
        Instant created,
        Map<String, String> tags) {

    private static final Map<String, String> MAKER = Map.of("ManagedBy", "cmk-console");

    public IamRole {
        inlinePolicies = Map.copyOf(inlinePolicies);
        attachedPolicies = java.util.List.copyOf(attachedPolicies);
        tags = Map.copyOf(tags);
    }

    /** The tags of a role that this program creates for a project. */
    public static Map<String, String> tagsFor(String projectId) {
        return Map.of("ManagedBy", "cmk-console", "AtlasProject", projectId);
    }

    /** Whether the tags say that this program created the role. */
    public boolean madeHere() {
        return tags.entrySet().containsAll(MAKER.entrySet());
    }

    /** The same role with other inline policies. */
    public IamRole withInline(Map<String, String> policies) {
        return new IamRole(arn, trustPolicy, policies, attachedPolicies, permissionsBoundary, created, tags);
    }
}
