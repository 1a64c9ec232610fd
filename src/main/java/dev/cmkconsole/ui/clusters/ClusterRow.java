package dev.cmkconsole.ui.clusters;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.CloudRegions;

/**
 * One cluster as text, with the user's choice for it.
 *
 * @param where cloud and regions
 * @param wanted whether the user wants it encrypted with the project's key
 */
public record ClusterRow(
        Cluster cluster,
        String size,
        String where,
        String state,
        CurrentKey current,
        Obstacle obstacle,
        boolean wanted) {

    /** The owner of the key that encrypts the cluster in addition to Atlas' default encryption. */
    public enum KeyOwner {
        OURS,
        CHANGING,
        NONE,
        OTHER,
        NEVER
    }

    /**
     * The owner of the key that encrypts the cluster now, also as text.
     *
     * @param standing whether Atlas can use the project's key
     */
    public record CurrentKey(KeyOwner owner, String word, KeyStanding standing) {}

    /**
     * The reason why the cluster cannot be changed now.
     *
     * @param why empty if it can be changed now, otherwise the reason
     * @param whyShort the same reason in a few words
     */
    public record Obstacle(String why, String whyShort) {}

    static ClusterRow of(Cluster cluster, boolean wanted, KeyStanding standing, Messages messages) {
        KeyOwner key = key(cluster);
        String size = cluster.shards() > 1
                ? messages.get("clusters.row.sharded", cluster.instanceSize(), cluster.shards())
                : cluster.instanceSize();
        if (cluster.eligibleTier()) {
            size = messages.get("clusters.row.edition." + cluster.edition(), size);
        }
        String where = String.join(", ", cluster.clouds())
                + (cluster.regions().isEmpty() ? "" : " " + CloudRegions.of(cluster));
        String state = messages.say(cluster.status().text());
        String why = cluster.obstacle()
                .map(o -> messages.say(ClusterPlanner.obstacle(o, cluster)))
                .orElse("");
        String whyShort =
                cluster.obstacle().map(o -> messages.get("clusters.short." + o)).orElse("");
        return new ClusterRow(
                cluster,
                size,
                where,
                state,
                new CurrentKey(
                        key,
                        key == KeyOwner.OURS
                                ? messages.get("clusters.encrypted." + standing.use())
                                : messages.get("clusters.key." + key),
                        standing),
                new Obstacle(why, whyShort),
                wanted);
    }

    private static KeyOwner key(Cluster cluster) {
        return switch (cluster.coverage()) {
            case ENCRYPTED -> KeyOwner.OURS;
            case CHANGING -> KeyOwner.CHANGING;
            case OPEN -> KeyOwner.NONE;
            case OTHER_PROVIDER -> KeyOwner.OTHER;
            case NOT_POSSIBLE -> KeyOwner.NEVER;
        };
    }

    public String name() {
        return cluster.name();
    }

    public KeyOwner key() {
        return current.owner();
    }

    public String why() {
        return obstacle.why();
    }

    public boolean changeable() {
        return why().isEmpty();
    }

    /** Returns whether the user's choice differs from the present state. */
    public boolean changes() {
        return changeable() && wanted != (cluster.encryption() == EncryptionProvider.AWS);
    }

    ClusterRow wanting(boolean on) {
        return new ClusterRow(cluster, size, where, state, current, obstacle, on);
    }

    /** Returns the row as text for Ctrl/Cmd+C. */
    public String asText() {
        return String.join("\t", name(), size, where, state, current.word(), why());
    }
}
