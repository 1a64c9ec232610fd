package dev.cmkconsole.procedure.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A region whose replica refuses blocks what is done to clusters there, and nothing else. */
class ClusterPlacesTest {
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
    private static final AwsRegion EUROPE = new AwsRegion("eu-west-1");

    /** A project with private networking whose replica in Europe is disabled. */
    private static ProjectSnapshot now() {
        var now = new Situation()
                .configuration(Situation.privately("r1", KEY))
                .clusters(
                        Situation.spread("both", EncryptionProvider.AWS, "US_EAST_1", "EU_WEST_1"),
                        Situation.spread("here", EncryptionProvider.AWS, "US_EAST_1"))
                .key(Situation.known(Situation.customerKey(KEY)))
                .snapshot();
        var replica = new RegionalKey(
                KEY.in(EUROPE),
                Situation.known(
                        Situation.key(KEY.in(EUROPE), "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Disabled")),
                Observed.notRead());
        return new ProjectSnapshot(
                now.project(), now.at(), now.atlas(), now.aws().with(Map.of(EUROPE, replica)), now.answers());
    }

    private static Status keyStatus(String cluster) {
        return new ClusterPlanner(WaitSettings.REAL)
                .plan(now(), new ClusterChoices(Map.of(cluster, false), Optional.empty()))
                .step(AccessSteps.CONFIGURATION)
                .orElseThrow()
                .status();
    }

    @Test
    void onlyClustersOfTheRegionAreBlocked() {
        assertThat(keyStatus("both")).isInstanceOf(Status.Blocked.class);
        assertThat(keyStatus("here")).isEqualTo(Status.DONE);
    }

    @Test
    void aReplicaIsNeededOnlyBesideTheRegionOfTheKey() {
        assertThat(ClusterPlaces.of(now(), new ClusterChoices(Map.of("both", false), Optional.empty()))
                        .needReplica())
                .isTrue();
        assertThat(ClusterPlaces.of(now(), new ClusterChoices(Map.of("here", false), Optional.empty()))
                        .needReplica())
                .isFalse();
    }
}
