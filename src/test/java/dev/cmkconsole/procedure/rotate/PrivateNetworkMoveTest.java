package dev.cmkconsole.procedure.rotate;

import static dev.cmkconsole.procedure.rotate.RotatingProject.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.Replicas;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.replica.ReplicaSteps;
import dev.cmkconsole.procedure.replica.SingleRegionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What is expected comes from the page "Manage Customer Keys with AWS Over Private Endpoints": the key is replicated to
 * every region of the clusters, and the role's policy lists every regional ARN, before the key is used.
 */
class PrivateNetworkMoveTest {
    private static final String RECORD = RotatingProject.RECORD;
    private static final AwsRegion US = new AwsRegion("us-east-1");
    private static final AwsRegion EU = new AwsRegion("eu-west-1");
    private static final KeyArn PRESENT =
            KeyArn.of("arn:aws:kms:us-east-1:" + OLD.account() + ":key/mrk-" + "a".repeat(32));
    private static final KeyArn NEXT =
            KeyArn.of("arn:aws:kms:us-east-1:" + OLD.account() + ":key/mrk-" + "b".repeat(32));
    private static final String REPLICATE = "replicate-key:eu-west-1";

    private final List<Cluster> clusters = new ArrayList<>(List.of(cluster("orders", true, "US_EAST_1", "EU_WEST_1")));
    private final Map<AwsRegion, RegionalKey> regional = new TreeMap<>();
    private boolean required = true;
    private KeyArn present = PRESENT;

    private static Cluster cluster(String name, boolean encrypted, String... regions) {
        return new Cluster(
                "id",
                name,
                Cluster.TierKind.DEDICATED,
                new ClusterShape("REPLICASET", "M10", List.of("AWS"), List.of(regions), 1, 10, "8.0"),
                new ClusterStatus("IDLE", false),
                new ClusterBackup(true, false),
                encrypted ? EncryptionProvider.AWS : EncryptionProvider.NONE);
    }

    private static Observed<CustomerKey> known(KeyArn arn) {
        return Situation.known(RotatingProject.key(
                arn, List.of(), "AWS_KMS", "Enabled", Optional.empty(), Optional.of(new Replicas(US, List.of(US)))));
    }

    private PrivateNetworkMoveTest replica(KeyArn key, boolean there) {
        regional.put(
                EU,
                there
                        ? new RegionalKey(key.in(EU), known(key.in(EU)), Situation.known(Situation.DELEGATING))
                        : new RegionalKey(
                                key.in(EU),
                                Situation.failed("NotFoundException"),
                                Situation.failed("NotFoundException")));
        return this;
    }

    private ProjectSnapshot snapshot(Observed<CustomerKey> chosen, KeyArn... allowed) {
        var kms = new AwsKms(
                true,
                Optional.of(RECORD),
                Optional.of(present.toString()),
                Optional.of(US),
                Optional.empty(),
                required,
                true);
        var s = RotatingProject.using(present)
                .configuration(kms)
                .iamRole(
                        Situation.iamRole(RotatingProject.role(), Situation.trustOf(RECORD), Situation.access(allowed)))
                .clusters(clusters.toArray(Cluster[]::new))
                .key(chosen)
                .keyPolicy(Situation.known(Situation.DELEGATING))
                .snapshot();
        var setup = ProjectSetup.NOT_READ.withEndpoints(Situation.known(List.of(
                new KmsEndpoint("6a793f88c0eb9e7a17716510", "US_EAST_1", "ACTIVE", Optional.empty()),
                new KmsEndpoint("6a793f88c0eb9e7a17716511", "EU_WEST_1", "ACTIVE", Optional.empty()))));
        return new ProjectSnapshot(
                s.project(), s.at(), s.atlas().with(setup), s.aws().with(regional), s.answers());
    }

    private static List<String> ids(Plan plan) {
        return plan.steps().stream().map(s -> s.id().value()).toList();
    }

    private static List<String> open(Plan plan) {
        return plan.open().stream().map(s -> s.id().value()).toList();
    }

    private static Plan rotate(ProjectSnapshot now, RotateChoices want) {
        return new RotatePlanner(WaitSettings.REAL).plan(now, want);
    }

    private static RotateChoices to(KeyArn key) {
        return RotateChoices.byConsole(new KeyChoice.Existing(key));
    }

    private static RotateChoices toNew(boolean multiRegion) {
        return RotateChoices.byConsole(new KeyChoice.Create(
                new NewKey("22430c461524f2ae36e36aa0", "alias/next", "", Map.of(), US, Optional.empty(), multiRegion)));
    }

    private static String allowed(Plan plan) {
        return ((AwsRequest.PutRolePolicy)
                        RotatingProject.request(plan, "allow-key").orElseThrow())
                .document();
    }

    @Test
    void theReplicaAndThePermissionForItComeBeforeTheKeyIsSaved() {
        var plan = rotate(replica(NEXT, false).snapshot(known(NEXT), PRESENT), to(NEXT));
        assertThat(open(plan))
                .startsWith(REPLICATE, "allow-key", "replica-enabled:eu-west-1")
                .contains("save-configuration");
        assertThat(RotatingProject.request(plan, REPLICATE))
                .contains(new AwsRequest.ReplicateKey(NEXT, EU, "", Situation.DELEGATING));
        assertThat(allowed(plan)).contains(NEXT.toString(), NEXT.in(EU).toString());
    }

    @Test
    void aReplicaThatIsThereIsUsed() {
        var plan = rotate(replica(NEXT, true).snapshot(known(NEXT), PRESENT, NEXT, NEXT.in(EU)), to(NEXT));
        assertThat(RotatingProject.step(plan, REPLICATE).status().done()).isTrue();
        assertThat(RotatingProject.step(plan, "allow-key").status().done()).isTrue();
        var without = rotate(snapshot(known(NEXT), PRESENT, NEXT), to(NEXT));
        assertThat(open(without)).startsWith("allow-key");
        assertThat(allowed(without)).contains(NEXT.in(EU).toString());
    }

    @Test
    void aKeyThatThePlanCreatesGetsItsReplicasFromIt() {
        var plan = rotate(snapshot(Situation.failed("NotFoundException"), PRESENT), toNew(true));
        assertThat(ids(plan)).containsSubsequence("create-key", REPLICATE, "allow-key", "save-configuration");
        var step = (Step.AwsStep) RotatingProject.step(plan, REPLICATE);
        var request = (AwsRequest.ReplicateKey) step.described().orElseThrow();
        assertThat(request.primary().region()).isEqualTo(US);
        assertThat(request.policy()).isEmpty();
        assertThat(RotatingProject.step(plan, REPLICATE).status()).isEqualTo(Status.TO_DO);
    }

    @Test
    void withoutPrivateNetworkingNothingIsReplicated() {
        required = false;
        assertThat(ids(rotate(snapshot(known(NEXT), PRESENT, NEXT), to(NEXT))))
                .doesNotContain(REPLICATE, ReplicaSteps.REPLICAS.value());
    }

    @Test
    void regionsWithoutAnEncryptedClusterNeedNoReplica() {
        clusters.clear();
        clusters.add(cluster("orders", true, "US_EAST_1"));
        clusters.add(cluster("plain", false, "EU_WEST_1"));
        assertThat(ids(rotate(snapshot(known(NEXT), PRESENT, NEXT), to(NEXT)))).doesNotContain(REPLICATE);
    }

    /** It is not documented that nodes reach a key of another region through their own endpoint. */
    @Test
    void aSingleRegionKeyForClustersElsewhereIsADoubt() {
        clusters.clear();
        clusters.add(cluster("orders", true, "US_EAST_1"));
        clusters.add(cluster("europe", true, "EU_WEST_1"));
        var doubted = rotate(snapshot(Situation.failed("NotFoundException"), PRESENT), toNew(false));
        assertThat(doubted.undecided().stream().map(Step::id)).contains(SingleRegionKey.REGIONS);
        present = OLD;
        var asBefore = rotate(snapshot(Situation.failed("NotFoundException"), OLD), toNew(false));
        assertThat(ids(asBefore)).doesNotContain(SingleRegionKey.REGIONS.value());
    }

    /** The region that is left has nodes too, which use the key of their own region. */
    @Test
    void aMoveToAnotherRegionKeepsTheKeyInTheRegionThatIsLeft() {
        regional.put(US, new RegionalKey(PRESENT, known(PRESENT), Situation.known(Situation.DELEGATING)));
        var now = snapshot(known(PRESENT.in(EU)), PRESENT, PRESENT.in(EU));
        var plan = new RegionPlanner(WaitSettings.REAL).plan(now, RegionChoices.byConsole(PRESENT, EU));
        assertThat(RotatingProject.step(plan, "replicate-key:us-east-1")
                        .status()
                        .done())
                .isTrue();
        assertThat(open(plan)).contains("save-configuration");
    }

    /** A plan for exactly this moment is not held up by the region that is out. */
    @Test
    void anOutageAsksNothingOfTheRegionThatIsOut() {
        regional.put(US, new RegionalKey(PRESENT, silent(), silent()));
        var now = snapshot(known(PRESENT.in(EU)), PRESENT, PRESENT.in(EU)).withPresentKey(silent());
        var plan = new RegionPlanner(WaitSettings.REAL).plan(now, RegionChoices.byConsole(PRESENT, EU));
        assertThat(ids(plan)).doesNotContain("replicate-key:us-east-1", ReplicaSteps.REPLICAS.value());
        var paris = new AwsRegion("eu-west-3");
        clusters.add(cluster("paris", true, "EU_WEST_3"));
        regional.put(
                paris,
                new RegionalKey(
                        PRESENT.in(paris),
                        Situation.failed("NotFoundException"),
                        Situation.failed("NotFoundException")));
        var third = snapshot(known(PRESENT.in(EU)), PRESENT, PRESENT.in(EU)).withPresentKey(silent());
        var doubted = new RegionPlanner(WaitSettings.REAL).plan(third, RegionChoices.byConsole(PRESENT, EU));
        assertThat(doubted.undecided().stream().map(Step::id)).contains(ReplicaSteps.REPLICAS);
        assertThat(Set.copyOf(ids(doubted))).doesNotContain("replicate-key:eu-west-3");
    }

    private static <T> Observed<T> silent() {
        return new Observed.Failed<>(
                new Problem.TimedOut(Problem.Origin.AWS, "kms:DescribeKey", "no answer", Situation.NOW), Situation.NOW);
    }
}
