package dev.cmkconsole.model.atlas.backup;

import java.time.Instant;
import java.util.Optional;

/**
 * A backup that still exists, of any cluster, also of a deleted one whose backups were kept.
 *
 * @param masterKey Atlas' {@code masterKeyUUID}; absent if Atlas names none
 * @param taken absent if Atlas does not say
 * @param expires absent if Atlas does not say
 * @param sharding empty for a backup of a replica set
 */
public record KeyBackup(
        String cluster,
        String snapshot,
        Optional<String> masterKey,
        Optional<Instant> taken,
        Optional<Instant> expires,
        Optional<Sharding> sharding) {

    /** A backup of a replica set. */
    public KeyBackup(
            String cluster,
            String snapshot,
            Optional<String> masterKey,
            Optional<Instant> taken,
            Optional<Instant> expires) {
        this(cluster, snapshot, masterKey, taken, expires, Optional.empty());
    }

    /** 1 for a replica set; 0 where Atlas' answer does not show it. */
    public int shards() {
        return sharding.map(s -> s.shards().orElse(0)).orElse(1);
    }

    /**
     * What a backup of a sharded cluster consists of. The cluster may have changed since.
     *
     * @param parts one for each shard, and one for config servers of their own
     * @param configServer Atlas' word; empty if Atlas does not say
     */
    public record Sharding(int parts, Optional<String> configServer) {
        private static final String DEDICATED = "DEDICATED";
        private static final String EMBEDDED = "EMBEDDED";

        public boolean dedicatedConfigServers() {
            return configServer.filter(DEDICATED::equals).isPresent();
        }

        /** Empty where Atlas' answer does not show it. */
        public Optional<Integer> shards() {
            int own = dedicatedConfigServers() ? 1 : 0;
            return configServer
                    .filter(type -> type.equals(DEDICATED) || type.equals(EMBEDDED))
                    .map(_ -> parts - own)
                    .filter(count -> count > 0);
        }
    }
}
