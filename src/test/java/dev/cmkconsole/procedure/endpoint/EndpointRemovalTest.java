package dev.cmkconsole.procedure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointRemovalTest {
    private static final KmsEndpoint ENDPOINT =
            new KmsEndpoint("6a793f88c0eb9e7a17716510", "US_EAST_1", "ACTIVE", Optional.empty());

    private static List<String> explanations(ProjectSnapshot s) {
        var now = new ProjectSnapshot(
                s.project(),
                s.at(),
                s.atlas().with(ProjectSetup.NOT_READ.withEndpoints(Situation.known(List.of(ENDPOINT)))),
                s.aws(),
                s.answers());
        return new EndpointRemoval(now, Bench.WAITS, false, "network.off", Set.of())
                .steps().stream()
                        .map(step -> step.rendering().explanation().key())
                        .toList();
    }

    @Test
    void clustersThatCouldNotBeReadAreNotSaidToBeElsewhere() {
        assertThat(explanations(new Situation().clustersUnreadable().snapshot()))
                .contains("endpoints.delete.explainUnread")
                .doesNotContain("endpoints.delete.explain");
        assertThat(explanations(new Situation()
                        .clusters(Situation.spread("far", EncryptionProvider.AWS, "EU_WEST_1"))
                        .snapshot()))
                .contains("endpoints.delete.explain");
        assertThat(explanations(new Situation()
                        .clusters(Situation.spread("near", EncryptionProvider.AWS, "US_EAST_1"))
                        .snapshot()))
                .contains("endpoints.delete.explainClusters");
    }
}
