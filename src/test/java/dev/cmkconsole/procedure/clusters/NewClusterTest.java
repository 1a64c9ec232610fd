package dev.cmkconsole.procedure.clusters;

import static dev.cmkconsole.procedure.Situation.idle;
import static dev.cmkconsole.procedure.clusters.ClusterPlannerTest.FRESH;
import static dev.cmkconsole.procedure.clusters.ClusterPlannerTest.blocked;
import static dev.cmkconsole.procedure.clusters.ClusterPlannerTest.enabled;
import static dev.cmkconsole.procedure.clusters.ClusterPlannerTest.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new cluster: encrypted from its first byte, or refused before anything is sent. */
class NewClusterTest {
    @Test
    void aNewClusterIsEncryptedFromItsFirstByte() {
        var step = (Step.AtlasStep) plan(enabled(), ClusterChoices.create(FRESH))
                .step(StepId.of("create", "fresh"))
                .orElseThrow();

        assertThat(step.request().orElseThrow().body().orElseThrow())
                .isEqualTo("{\"name\":\"fresh\",\"clusterType\":\"REPLICASET\",\"backupEnabled\":true,"
                               + "\"encryptionAtRestProvider\":\"AWS\",\"replicationSpecs\":[{\"regionConfigs\":[{\"providerName\":\"AWS\",\"regionName\":\"US_EAST_1\","
                               + "\"priority\":7,\"electableSpecs\":{\"instanceSize\":\"M10\",\"nodeCount\":3}}]}]}");
    }

    @Test
    void aNameThatIsTakenBlocks() {
        assertThat(blocked(
                        plan(enabled().clusters(idle("fresh", EncryptionProvider.NONE)), ClusterChoices.create(FRESH)),
                        "create:fresh"))
                .isEqualTo("clusters.nameTaken");
    }

    /** A cluster that is going away is not the one that was asked for, encrypted or not. */
    @Test
    void aNameThatIsBeingGivenUpBlocks() {
        var leaving = Situation.cluster("fresh", Cluster.TierKind.DEDICATED, "DELETING", false, EncryptionProvider.AWS);
        assertThat(blocked(plan(enabled().clusters(leaving), ClusterChoices.create(FRESH)), "create:fresh"))
                .isEqualTo("clusters.nameLeaving");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-x", "a b", "a/b"})
    void aMalformedNameIsRefusedBeforeAnything(String name) {
        assertThatThrownBy(() -> new NewCluster(name, "AWS", "US_EAST_1", "M10", true))
                .isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"M0", "M2", "M5", "FLEX", "", "m10", "M10; rm"})
    void aSizeThatCannotBeEncryptedIsRefusedBeforeAnything(String size) {
        assertThatThrownBy(() -> new NewCluster("fresh", "AWS", "US_EAST_1", size, true))
                .isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"M10", "M300", "R40", "M40_NVME", "M30_GEN_2", "M50_NVME_GEN_2"})
    void sizesThatCanAreTaken(String size) {
        assertThat(new NewCluster("fresh", "AWS", "US_EAST_1", size, true).instanceSize())
                .isEqualTo(size);
    }
}
