package dev.cmkconsole.preflight.need;

import static dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind.CHANGING;
import static dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind.DEPLOYED;
import static dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind.PAUSED;
import static dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind.UNKNOWN;
import static dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind.UNPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind;
import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.procedure.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When a change of key counts as deployed: an update that began and ended after it, or 24 hours with the cluster idle at
 * both ends. The expectations are written from that sentence.
 */
class DeploymentsTest {
    private static final Instant NOW = Situation.NOW;

    /** Each event as {@code TYPE@minutes before now}; the cluster is idle and encrypted now. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "in the second after the change                 | key@0                                  | UNPROVED |"
                        + " 1440",
                "a minute after the change                      | key@1                                  | UNPROVED |"
                        + " 1439",
                "an update began and has not ended              | key@10, STARTED@9                      | UNPROVED |"
                        + " -",
                "an update began and ended                      | key@10, STARTED@9, COMPLETED@1         | DEPLOYED |"
                        + " -",
                "an update began in the second of the change    | key@10, STARTED@10, COMPLETED@1        | DEPLOYED |"
                        + " -",
                "an update began later on, and ended            | key@300, STARTED@200, COMPLETED@100    | DEPLOYED |"
                        + " -",
                "an earlier update ended after the change       | key@10, STARTED@30, COMPLETED@5        | UNPROVED |"
                        + " 1435",
                "an earlier update ended before the change      | key@10, STARTED@30, COMPLETED@20       | UNPROVED |"
                        + " 1430",
                "an earlier update never ended                  | key@2000, STARTED@2100                 | UNPROVED |"
                        + " -",
                "only an end was read                           | key@10, COMPLETED@5                    | UNPROVED |"
                        + " 1435",
                "another cluster was updated                    | key@10, other:STARTED@9, other:COMPLETED@1 |"
                        + " UNPROVED | 1430",
                "a rotation event for it, and the end           | key@10, ROTATING@9, COMPLETED@1        | DEPLOYED |"
                        + " -",
                "the end of the reminder is no end of a rollout | key@10, rotated@10                     | UNPROVED |"
                        + " 1430",
                "23 hours and 59 minutes                        | key@1439                               | UNPROVED |"
                        + " 1",
                "24 hours                                       | key@1440                               | DEPLOYED |"
                        + " -",
                "24 hours since the change, less since an end   | key@1500, STARTED@1600, COMPLETED@1400 | UNPROVED |"
                        + " 40",
                "two changes, the first deployed                | key@500, STARTED@490, COMPLETED@480, key@10 |"
                        + " UNPROVED | 1430",
                "no change within the feed                      | STARTED@490, COMPLETED@480             | DEPLOYED |"
                        + " -",
                "a request for an update is no update           | key@10, SUBMITTED@9                    | UNPROVED |"
                        + " 1430",
            })
    void anIdleEncryptedCluster(String when, String events, DeploymentKind expected, Integer proofIn) {
        var judged = deployments(events).of(Situation.idle("a", EncryptionProvider.AWS));

        assertThat(judged.kind()).as(when).isEqualTo(expected);
        assertThat(judged.proofAt()).isEqualTo(Optional.ofNullable(proofIn).map(m -> NOW.plus(Duration.ofMinutes(m))));
    }

    private static Deployments deployments(String events) {
        return Deployments.of(NOW, Optional.empty(), Situation.known(feed(events)));
    }

    private static List<ProjectEvent> feed(String events) {
        var feed = new ArrayList<ProjectEvent>();
        for (var event : events.strip().split(", *")) {
            var parts = event.strip().split("@");
            var at = NOW.minus(Duration.ofMinutes(Long.parseLong(parts[1])));
            var name = parts[0].replace("other:", "");
            var type = switch (name) {
                case "key" -> "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED";
                case "rotated" -> "AWS_ENCRYPTION_KEY_ROTATED";
                case "ROTATING" -> "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED";
                default -> "CLUSTER_UPDATE_" + name;
            };
            boolean ofProject = name.equals("key") || name.equals("rotated");
            feed.add(new ProjectEvent(
                    type, ofProject ? Optional.empty() : Optional.of(parts[0].startsWith("other:") ? "b" : "a"), at));
        }
        return feed;
    }

    private static Cluster cluster(String state, boolean paused, EncryptionProvider provider) {
        return Situation.cluster("a", Cluster.TierKind.DEDICATED, state, paused, provider);
    }

    @Test
    void whatIsNotIdleOrNotReadIsNotDeployed() {
        var quiet = deployments("key@5000");
        assertThat(quiet.of(cluster("UPDATING", false, EncryptionProvider.AWS)).kind())
                .isEqualTo(CHANGING);
        assertThat(quiet.of(cluster("REPAIRING", false, EncryptionProvider.AWS)).kind())
                .isEqualTo(CHANGING);
        assertThat(quiet.of(cluster("SOMETHING_NEW", false, EncryptionProvider.NONE))
                        .kind())
                .isEqualTo(CHANGING);
        assertThat(quiet.of(cluster("IDLE", true, EncryptionProvider.AWS)).kind())
                .isEqualTo(PAUSED);
        assertThat(quiet.of(cluster("IDLE", true, EncryptionProvider.NONE)).kind())
                .isEqualTo(DEPLOYED);
        assertThat(quiet.of(cluster("IDLE", false, EncryptionProvider.UNKNOWN)).kind())
                .isEqualTo(UNKNOWN);
        Observed<List<ProjectEvent>> unread = Situation.failed("TIMEOUT");
        assertThat(Deployments.of(NOW, Optional.empty(), unread)
                        .of(Situation.idle("a", EncryptionProvider.AWS))
                        .kind())
                .isEqualTo(UNKNOWN);
    }

    @Test
    void aChangeThatTheFeedDoesNotShowYetCounts() {
        var sent = NOW.minusSeconds(1);
        var late = Deployments.of(NOW, Optional.of(sent), Situation.known(List.of()));
        assertThat(late.of(Situation.idle("a", EncryptionProvider.AWS)))
                .isEqualTo(KeyDeployment.unproved(Optional.of(sent.plus(Duration.ofHours(24)))));
        assertThat(late.changed()).contains(sent);
    }

    @Test
    void encryptionThatIsTurnedOffLeavesTheNodesWithAnUpdate() {
        var plain = Situation.idle("a", EncryptionProvider.NONE);
        assertThat(deployments("key@10").of(plain).kind()).isEqualTo(DEPLOYED);
        assertThat(deployments("SUBMITTED@1").of(plain).kind()).isEqualTo(UNPROVED);
        assertThat(deployments("SUBMITTED@9, STARTED@8, COMPLETED@1").of(plain).kind())
                .isEqualTo(DEPLOYED);
    }

    @Test
    void searchNodesNeedAQuietDay() {
        assertThat(deployments("key@10, STARTED@9, COMPLETED@1")
                        .ofSearchNodes("IDLE")
                        .kind())
                .isEqualTo(UNPROVED);
        assertThat(deployments("key@1440").ofSearchNodes("IDLE").kind()).isEqualTo(DEPLOYED);
        assertThat(deployments("key@5000").ofSearchNodes("UPDATING").kind()).isEqualTo(CHANGING);
        assertThat(deployments("key@5000").ofSearchNodes("PAUSED").kind()).isEqualTo(CHANGING);
    }
}
