package dev.cmkconsole.model.atlas.backup;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster that a restore proof created, or that is named like one.
 *
 * @param state Atlas' {@code stateName}
 * @param created when Atlas created it; restores from before that are not its own
 * @param mark what its tags say; empty for a cluster that no restore proof made
 */
public record TemporaryCluster(String name, String state, Instant created, Optional<ProofMark> mark) {
    /** What the name of every such cluster begins with. Atlas wants the first 23 characters of names to differ. */
    public static final String PREFIX = "cmk-proof-";

    private static final int DISTINCT = 12;

    /** The name of the temporary cluster for a snapshot. */
    public static String name(String snapshot) {
        return PREFIX + snapshot.substring(Math.max(0, snapshot.length() - DISTINCT));
    }

    public boolean idle() {
        return state.equals("IDLE");
    }

    public boolean deleting() {
        return state.equals("DELETING");
    }

    /**
     * What a restore proof writes into the tags of its cluster.
     *
     * @param cluster the cluster of the snapshot
     * @param key the id of the key that the snapshot names
     */
    public record ProofMark(String snapshot, String cluster, String key) {
        private static final String MADE_BY = "cmk-console";
        private static final String PROOF = "restore-proof";
        private static final String SNAPSHOT = "cmk-console-snapshot";
        private static final String CLUSTER = "cmk-console-cluster";
        private static final String KEY = "cmk-console-key";

        public Map<String, String> tags() {
            var tags = new LinkedHashMap<String, String>();
            tags.put(MADE_BY, PROOF);
            tags.put(SNAPSHOT, snapshot);
            tags.put(CLUSTER, cluster);
            tags.put(KEY, key);
            return tags;
        }

        /** Empty unless the tags are those of a restore proof, all of them. */
        public static Optional<ProofMark> of(Map<String, String> tags) {
            String snapshot = tags.get(SNAPSHOT);
            String cluster = tags.get(CLUSTER);
            String key = tags.get(KEY);
            return PROOF.equals(tags.get(MADE_BY)) && snapshot != null && cluster != null && key != null
                    ? Optional.of(new ProofMark(snapshot, cluster, key))
                    : Optional.empty();
        }
    }
}
