package dev.cmkconsole.atlas;

import static dev.cmkconsole.atlas.AtlasFixture.PROJECT;
import static dev.cmkconsole.http.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import org.junit.jupiter.api.Test;

/** What the answers of Atlas say of a cluster. */
class ClusterReadTest {
    private static String cluster(String region, String rest) {
        return "{\"links\":[],\"results\":[{\"id\":\"c\",\"name\":\"c0\",\"clusterType\":\"SHARDED\",\"stateName\":\"IDLE\",\"mongoDBVersion\":\"8.0.29\""
            + ",\"replicationSpecs\":[{\"regionConfigs\":[" + region + "]},{\"regionConfigs\":[" + region + "]}]"
                + rest + "}]}";
    }

    static Cluster read(String region, String rest) {
        try (var atlas = new AtlasFixture(_ -> json(200, cluster(region, rest)))) {
            return atlas.client.clusters(PROJECT).getFirst();
        }
    }

    @Test
    void aDedicatedClusterIsRead() {
        var cluster = read(
                "{\"providerName\":\"AZURE\",\"regionName\":\"EUROPE_WEST\",\"electableSpecs\":{\"instanceSize\":\"M30\",\"diskSizeGB\":40.5,\"nodeCount\":3}}",
                ",\"encryptionAtRestProvider\":\"AWS\",\"paused\":true,\"backupEnabled\":true,\"pitEnabled\":true,\"adaptiveCapacity\":null");
        assertThat(cluster)
                .isEqualTo(new Cluster(
                        "c",
                        "c0",
                        Cluster.TierKind.DEDICATED,
                        new ClusterShape(
                                "SHARDED",
                                "M30",
                                java.util.List.of("AZURE"),
                                java.util.List.of("EUROPE_WEST"),
                                2,
                                40.5,
                                "8.0.29"),
                        new ClusterStatus("IDLE", true),
                        new ClusterBackup(true, true),
                        EncryptionProvider.AWS));
    }

    @Test
    void smallClustersAreToldApart() {
        assertThat(read(
                        "{\"providerName\":\"TENANT\",\"backingProviderName\":\"AWS\",\"electableSpecs\":{\"instanceSize\":\"M0\"}}",
                        ""))
                .returns(Cluster.TierKind.SHARED, Cluster::kind)
                .returns(EncryptionProvider.NONE, Cluster::encryption)
                .returns(java.util.List.of("AWS"), Cluster::clouds);
        assertThat(read(
                                "{\"providerName\":\"TENANT\",\"electableSpecs\":{\"instanceSize\":\"M2\",\"effectiveInstanceSize\":\"FLEX\"}}",
                                "")
                        .kind())
                .isEqualTo(Cluster.TierKind.FLEX);
        assertThat(read("{\"providerName\":\"SERVERLESS\"}", "").kind()).isEqualTo(Cluster.TierKind.SERVERLESS);
    }

    @Test
    void whatIsNotSaidOrNewIsNotTakenForNone() {
        var dedicated = "{\"providerName\":\"AWS\",\"electableSpecs\":{\"instanceSize\":\"M10\"}}";
        var backups = ",\"backupEnabled\":true";
        assertThat(read(dedicated, backups).encryption()).isEqualTo(EncryptionProvider.UNKNOWN);
        assertThat(read(dedicated, backups + ",\"encryptionAtRestProvider\":\"QUANTUM\"")
                        .encryption())
                .isEqualTo(EncryptionProvider.UNKNOWN);
        assertThat(read(dedicated, backups + ",\"encryptionAtRestProvider\":\"QUANTUM\"")
                        .obstacle())
                .contains(Cluster.Obstacle.OTHER_PROVIDER);
    }
}
