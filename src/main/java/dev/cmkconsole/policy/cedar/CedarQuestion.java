package dev.cmkconsole.policy.cedar;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change that a policy may forbid, with the state after it as far as it is known.
 *
 * @param action Atlas' name of the action
 * @param project the project's ID
 * @param flags members that are true or false after the change, by their path
 * @param values members that are an entity, or a set of entities, by their path
 */
public record CedarQuestion(
        String action, String project, Map<String, Boolean> flags, Map<String, Set<String>> values) {
    static final String KEY = ".encryptionAtRest.customerManagedKey";
    private static final String TYPE = "ResourcePolicy::";

    public CedarQuestion {
        flags = Map.copyOf(flags);
        values = Map.copyOf(values);
    }

    /** A cluster that is created or changed, and then encrypted with the customer's key or not. */
    public static CedarQuestion cluster(String project, boolean key) {
        return of("cluster.modify", "cluster", project, key);
    }

    /** Search nodes that are created or changed, and then encrypted with the customer's key or not. */
    public static CedarQuestion searchNodes(String project, boolean key) {
        return of("search.deployment.modify", "search", project, key);
    }

    private static CedarQuestion of(String action, String subject, String project, boolean key) {
        return new CedarQuestion(action, project, Map.of("context." + subject + KEY + ".enabled", key), Map.of());
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
        return new CedarQuestion(action, project, flags, known);
    }

    private static Set<String> entities(String type, List<String> names, String before) {
        return names.stream()
                .map(name -> TYPE + type + "::\"" + before
                        + (before.isEmpty() ? name : name.replace('_', '-')).toLowerCase(Locale.ROOT) + "\"")
                .collect(Collectors.toSet());
    }
}
