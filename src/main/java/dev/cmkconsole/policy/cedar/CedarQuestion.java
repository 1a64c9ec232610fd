package dev.cmkconsole.policy.cedar;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change that a policy may forbid, with the state after it as far as it is known.
 *
 * @param action the action that Atlas asks the policies about
 * @param project the project's ID
 * @param flags members that are true or false after the change, by their path
 * @param values members that are an entity, or a set of entities, by their path
 * @param cluster the ID of the cluster that is changed; empty for one that is created, and for what is no cluster
 */
public record CedarQuestion(
        CedarAction action,
        String project,
        Map<String, Boolean> flags,
        Map<String, Set<String>> values,
        Optional<String> cluster) {
    static final String KEY = ".encryptionAtRest.customerManagedKey";
    private static final String TYPE = "ResourcePolicy::";

    public CedarQuestion {
        flags = Map.copyOf(flags);
        values = Map.copyOf(values);
    }

    /** A cluster that is created or changed, and then encrypted with the customer's key or not. */
    public static CedarQuestion cluster(String project, boolean key) {
        return of(CedarAction.CLUSTER, "cluster", project, key);
    }

    /** Search nodes that are created or changed, and then encrypted with the customer's key or not. */
    public static CedarQuestion searchNodes(String project, boolean key) {
        return of(CedarAction.SEARCH_NODES, "search", project, key);
    }

    /** The project's configuration of encryption at rest, with which key and role ever. */
    public static CedarQuestion configuration(String project) {
        return new CedarQuestion(CedarAction.CONFIGURATION, project, Map.of(), Map.of(), Optional.empty());
    }

    /** A private endpoint from Atlas to AWS KMS, created or deleted. */
    public static CedarQuestion kmsEndpoint(String project) {
        return new CedarQuestion(CedarAction.KMS_ENDPOINT, project, Map.of(), Map.of(), Optional.empty());
    }

    private static CedarQuestion of(CedarAction action, String subject, String project, boolean key) {
        return new CedarQuestion(
                action, project, Map.of("context." + subject + KEY + ".enabled", key), Map.of(), Optional.empty());
    }

    /** The same change of the cluster with this ID. */
    public CedarQuestion of(String clusterId) {
        return new CedarQuestion(action, project, flags, values, Optional.of(clusterId));
    }

    /**
     * The same change of a cluster of which more is known.
     *
     * @param clouds Atlas' names of the clouds it runs on
     * @param regions Atlas' names of its regions; they count only where it runs on AWS alone, because the other clouds
     *     spell theirs differently
     * @param type Atlas' cluster type
     */
    public CedarQuestion on(List<String> clouds, List<String> regions, String type) {
        var known = new HashMap<>(values);
        if (!clouds.isEmpty()) {
            known.put("context.cluster.cloudProviders", entities("CloudProvider", clouds, ""));
        }
        if (!regions.isEmpty() && Set.copyOf(clouds).equals(Set.of("AWS"))) {
            known.put("context.cluster.regions", entities("Region", regions, "aws:"));
        }
        if (!type.isEmpty()) {
            known.put("context.cluster.clusterType", entities("ClusterType", List.of(type), ""));
        }
        return new CedarQuestion(action, project, flags, known, cluster);
    }

    private static Set<String> entities(String type, List<String> names, String before) {
        return names.stream()
                .map(name -> TYPE + type + "::\"" + before
                        + (before.isEmpty() ? name : name.replace('_', '-')).toLowerCase(Locale.ROOT) + "\"")
                .collect(Collectors.toSet());
    }
}
