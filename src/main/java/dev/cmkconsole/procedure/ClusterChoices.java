package dev.cmkconsole.procedure;

import dev.cmkconsole.model.InputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The choices of the clusters procedure.
 *
 * @param wanted cluster name to whether it shall be encrypted with the project's key
 * @param create a cluster to make, encrypted from its first byte
 */
public record ClusterChoices(Map<String, Boolean> wanted, Optional<NewCluster> create) {
    /**
     * M10 and larger, R40 and larger, with what comes behind in newer sizes; the shared M0, M2 and M5 have one
     * digit.
     */
    private static final Pattern SIZE = Pattern.compile("[MR][1-9]\\d{1,2}(_[A-Z0-9]+)*");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,63}");

    public ClusterChoices {
        wanted = java.util.Collections.unmodifiableMap(new TreeMap<>(wanted));
    }

    public static ClusterChoices turnOn(List<String> clusters) {
        var wanted = new TreeMap<String, Boolean>();
        clusters.forEach(c -> wanted.put(c, true));
        return new ClusterChoices(wanted, Optional.empty());
    }

    public static ClusterChoices create(NewCluster cluster) {
        return new ClusterChoices(Map.of(), Optional.of(cluster));
    }

    /**
     * A replica set of three nodes.
     *
     * @param region Atlas' spelling, such as US_EAST_1
     * @param instanceSize M10 or larger
     */
    public record NewCluster(String name, String cloud, String region, String instanceSize, boolean backup) {
        public NewCluster {
            if (!NAME.matcher(name).matches()) {
                throw new InputException(name.isBlank() ? "input.cluster.empty" : "input.cluster.malformed", name);
            }
            if (!SIZE.matcher(instanceSize).matches()) {
                throw new InputException("input.cluster.size", instanceSize);
            }
        }
    }
}
