package dev.cmkconsole.procedure.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AtlasAddresses;
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
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.Replicas;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.snapshot.AccessEvidence;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.endpoint.EndpointGate;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.replica.SingleRegionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected comes from the page "Manage Customer Keys with AWS Over Private Endpoints" and from KMS' reference. */
class NetworkPlannerTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";
    private static final AwsRegion US = new AwsRegion("us-east-1");
    private static final AwsRegion EU = new AwsRegion("eu-west-1");
    private static final KeyArn MULTI =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
    private static final NetworkChoices ON = NetworkChoices.of(true);
    private static final NetworkChoices OFF = NetworkChoices.of(false);

    /** A project whose role may use its key, with what each test adds. */
    private static final class Scene {
        private final List<Cluster> clusters = new ArrayList<>();
        private final List<KmsEndpoint> endpoints = new ArrayList<>();
        private final Map<AwsRegion, RegionalKey> regional = new TreeMap<>();
        private KeyArn key = Situation.KEY;
        private List<KeyArn> allowed = new ArrayList<>(List.of(Situation.KEY, MULTI));
        private String keyPolicy = Situation.DELEGATING;
        private Optional<String> inline = Optional.empty();
        private boolean required;
        private boolean unread;

        Scene cluster(String name, boolean encrypted, String cloud, String... regions) {
            clusters.add(new Cluster(
                    "id",
                    name,
                    Cluster.TierKind.DEDICATED,
                    new ClusterShape("REPLICASET", "M10", List.of(cloud), List.of(regions), 1, 10, "8.0"),
                    new ClusterStatus("IDLE", false),
                    new ClusterBackup(true, false),
                    encrypted ? EncryptionProvider.AWS : EncryptionProvider.NONE));
            return this;
        }

        Scene endpoint(String region, String status) {
            required = true;
            endpoints.add(new KmsEndpoint(
                    "6a793f88c0eb9e7a177165" + (10 + endpoints.size()), region, status, Optional.of("no room")));
            return this;
        }

        Scene required() {
            required = true;
            return this;
        }

        /** @param replica the state of the replica in eu-west-1; blank where there is none */
        Scene multiRegion(String replica) {
            key = MULTI;
            var european = MULTI.in(EU);
            regional.put(US, new RegionalKey(MULTI, Situation.known(primary()), Situation.known(keyPolicy)));
            regional.put(
                    EU,
                    replica.isBlank()
                            ? new RegionalKey(
                                    european,
                                    Situation.failed("NotFoundException"),
                                    Situation.failed("NotFoundException"))
                            : new RegionalKey(
                                    european,
                                    Situation.known(Situation.key(
                                            european, "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", replica)),
                                    Situation.known(keyPolicy)));
            return this;
        }

        private static CustomerKey primary() {
            var k = Situation.customerKey(MULTI);
            return new CustomerKey(
                    k.arn(),
                    "orders",
                    k.aliases(),
                    k.configuration(),
                    k.lifecycle(),
                    k.rotation(),
                    Optional.of(new Replicas(US, List.of(US))));
        }

        ProjectSnapshot snapshot() {
            var kms = new AwsKms(
                    true,
                    Optional.of(RECORD),
                    Optional.of(key.toString()),
                    Optional.of(US),
                    Optional.empty(),
                    required,
                    true);
            var s = new Situation()
                    .records(Situation.authorized(RECORD, Situation.ROLE, "ENCRYPTION_AT_REST"))
                    .configuration(kms)
                    .clusters(clusters.toArray(Cluster[]::new))
                    .iamRole(Situation.iamRole(
                            Situation.ROLE,
                            Situation.trustOf(RECORD),
                            inline.map(text -> Map.of("own", text))
                                    .orElseGet(() -> Situation.access(allowed.toArray(KeyArn[]::new)))))
                    .key(Situation.known(key.equals(MULTI) ? primary() : Situation.customerKey(key)))
                    .keyPolicy(Situation.known(keyPolicy))
                    .snapshot();
            var setup = ProjectSetup.NOT_READ.withEndpoints(
                    unread ? Situation.failed("USER_UNAUTHORIZED") : Situation.known(List.copyOf(endpoints)));
            return new ProjectSnapshot(
                            s.project(), s.at(), s.atlas().with(setup), s.aws().with(regional), s.answers())
                    .withEvidence(Optional.of(new AccessEvidence(
                            Situation.ROLE,
                            key,
                            Situation.known(new ManagedPolicies(List.of(), Optional.empty())),
                            new AccessEvidence.OfKey(Situation.known(List.of()), Situation.known(Map.of())),
                            new AccessEvidence.Addresses(
                                    Situation.known(new AtlasAddresses(List.of("198.51.100.7/32"), List.of())),
                                    Situation.known(List.of())))));
        }

        Plan plan(NetworkChoices want) {
            return new NetworkPlanner(Bench.WAITS).plan(snapshot(), want);
        }
    }

    private static Scene simple() {
        return new Scene().cluster("orders", true, "AWS", "US_EAST_1");
    }

    private static List<String> open(Plan plan) {
        return plan.open().stream().map(Step::id).map(StepId::value).toList();
    }

    private static String blocked(Plan plan) {
        return plan.steps().stream()
                .filter(s -> s.status() instanceof Status.Blocked)
                .map(s -> s.id() + " " + ((Status.Blocked) s.status()).reason().key())
                .findFirst()
                .orElse("");
    }

    @Test
    void theSettingComesBeforeTheEndpoint() {
        assertThat(open(simple().plan(ON)))
                .containsExactly(
                        "require-private-networking", "create-endpoint:us-east-1", "endpoint-active:us-east-1");
    }

    /** The replica and the role's permission come first; every endpoint is asked for before the first wait. */
    @Test
    void aMultiRegionKeyIsBroughtToEveryRegionOfTheClusters() {
        var plan = new Scene()
                .multiRegion("")
                .cluster("orders", true, "AWS", "US_EAST_1", "EU_WEST_1")
                .plan(ON);
        assertThat(open(plan))
                .containsExactly(
                        "replicate-key:eu-west-1",
                        "allow-key",
                        "replica-enabled:eu-west-1",
                        "require-private-networking",
                        "create-endpoint:eu-west-1",
                        "create-endpoint:us-east-1",
                        "endpoint-active:eu-west-1",
                        "endpoint-active:us-east-1");
        var sent = ((Step.AwsStep)
                        plan.step(StepId.of("replicate-key", "eu-west-1")).orElseThrow())
                .request()
                .orElseThrow();
        assertThat(sent).isEqualTo(new AwsRequest.ReplicateKey(MULTI, EU, "orders", Situation.DELEGATING));
        var allowed = ((Step.AwsStep) plan.step(StepId.of("allow-key")).orElseThrow())
                .request()
                .orElseThrow();
        assertThat(((AwsRequest.PutRolePolicy) allowed).document())
                .contains(MULTI.toString(), MULTI.in(EU).toString());
    }

    @Test
    void aReplicaThatIsThereIsUsedAndOneBeingCreatedIsWaitedFor() {
        var scene = new Scene().multiRegion("Creating").cluster("orders", true, "AWS", "US_EAST_1", "EU_WEST_1");
        scene.allowed.add(MULTI.in(EU));
        assertThat(open(scene.plan(ON))).startsWith("replica-enabled:eu-west-1", "require-private-networking");
        assertThat(open(scene.multiRegion("Enabled").plan(ON))).startsWith("require-private-networking");
        assertThat(blocked(scene.multiRegion("PendingDeletion").plan(ON)))
                .isEqualTo("check-replicas network.replicas.broken");
    }

    @Test
    void theUserCanMakeTheReplica() {
        var plan = new Scene()
                .multiRegion("")
                .cluster("orders", true, "AWS", "EU_WEST_1")
                .plan(ON.withAccessBy(Actor.USER));
        assertThat(plan.step(StepId.of("replicate-key", "eu-west-1"))).containsInstanceOf(Step.ManualStep.class);
    }

    /** KMS refuses a policy with a principal that no longer exists. */
    @Test
    void aCopiedPolicyLeavesOutWhoIsGoneOnlyWithConsent() {
        var scene = new Scene();
        scene.keyPolicy = """
            {"Version":"2012-10-17","Statement":[
              {"Sid":"Gone","Effect":"Allow","Principal":{"AWS":"AROA4EXAMPLE4EXAMPLE1"},"Action":"kms:Decrypt","Resource":"*"},
              {"Sid":"IAM","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}]}\
            """;
        scene.multiRegion("").cluster("orders", true, "AWS", "EU_WEST_1");
        var id = StepId.of("replicate-key", "eu-west-1");
        assertThat(scene.plan(ON).undecided().stream().map(Step::id)).contains(id);
        var step =
                (Step.AwsStep) scene.plan(ON.withAccepted(Set.of(id))).step(id).orElseThrow();
        assertThat(step.status()).isEqualTo(Status.TO_DO);
        assertThat(((AwsRequest.ReplicateKey) step.request().orElseThrow()).policy())
                .doesNotContain("AROA")
                .contains("kms:*");
    }

    @ParameterizedTest
    @CsvSource({"GCP,CENTRAL_US", "AZURE,US_EAST_2"})
    void anotherCloudIsRefusedFirst(String cloud, String region) {
        assertThat(blocked(simple().cluster("away", false, cloud, region).plan(ON)))
                .isEqualTo("check-clusters network.clusters.otherCloud");
    }

    @Test
    void anEncryptedClusterOfSeveralRegionsNeedsAMultiRegionKey() {
        assertThat(blocked(new Scene()
                        .cluster("orders", true, "AWS", "US_EAST_1", "EU_WEST_1")
                        .plan(ON)))
                .isEqualTo("check-clusters network.clusters.singleRegionKey");
    }

    /** MongoDB does not say whether an endpoint of one region leads to a key of another. */
    @Test
    void aSingleRegionKeyInAnotherRegionIsTheUsersDecision() {
        var scene = new Scene().cluster("orders", true, "AWS", "EU_WEST_1");
        assertThat(scene.plan(ON).undecided().stream().map(Step::id)).containsExactly(SingleRegionKey.REGIONS);
        assertThat(open(scene.plan(ON.withAccepted(Set.of(SingleRegionKey.REGIONS)))))
                .containsExactly(
                        "require-private-networking", "create-endpoint:eu-west-1", "endpoint-active:eu-west-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ACTIVE             | ''
        INITIATING         | endpoint-active:us-east-1
        PENDING_RECREATION | endpoint-active:us-east-1
        PENDING_ACCEPTANCE | endpoint-active:us-east-1
        SOMETHING_NEW      | endpoint-active:us-east-1
        DELETING           | endpoint-gone:us-east-1,create-endpoint:us-east-1,endpoint-active:us-east-1
        """)
    void anEndpointThatIsThereIsNotCreatedAgain(String status, String expected) {
        assertThat(String.join(",", open(simple().endpoint("US_EAST_1", status).plan(ON))))
                .isEqualTo(expected);
    }

    @Test
    void theEndpointThatReplacesAnotherDecides() {
        var scene = simple().endpoint("US_EAST_1", "PENDING_RECREATION").endpoint("US_EAST_1", "ACTIVE");
        assertThat(scene.plan(ON).complete()).isTrue();
    }

    /** A run that replaced every failed endpoint would create endpoints for ever. */
    @Test
    void onlyAFailedEndpointThatTheUserSawIsReplaced() {
        var scene = simple().endpoint("US_EAST_1", "FAILED");
        var id = scene.endpoints.getFirst().id();
        assertThat(blocked(scene.plan(ON))).isEqualTo("endpoint-active:us-east-1 checks.withAdvice");
        assertThat(open(scene.plan(ON.replacing(Set.of(id)))))
                .containsExactly(
                        "delete-endpoint:" + id,
                        "endpoint-gone:us-east-1",
                        "create-endpoint:us-east-1",
                        "endpoint-active:us-east-1");
    }

    /** Calls through an endpoint have no public address; other calls come through no endpoint. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        true  | "IpAddress":{"aws:SourceIp":"198.51.100.0/24"} | check-access network.path.refused
        true  | "StringEquals":{"aws:PrincipalAccount":"111122223333"} | ''
        false | "StringEquals":{"aws:SourceVpce":"vpce-1"} | check-access network.pathBack.refused
        """)
    void aPolicyThatRefusesTheOtherWayStopsThePlan(boolean on, String condition, String expected) {
        var scene = simple();
        scene.required = !on;
        scene.inline = Optional.of("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                + "[\"kms:DescribeKey\",\"kms:Encrypt\",\"kms:Decrypt\"],\"Resource\":\"*\",\"Condition\":{" + condition
                + "}}]}");
        assertThat(blocked(scene.plan(on ? ON : OFF))).isEqualTo(expected);
    }

    @Test
    void theWayBackIsTheOtherWayRound() {
        var scene = simple().endpoint("US_EAST_1", "ACTIVE").endpoint("EU_WEST_1", "INITIATING");
        assertThat(open(scene.plan(OFF)))
                .containsExactly(
                        "endpoints-created",
                        "delete-endpoint:" + scene.endpoints.getFirst().id(),
                        "delete-endpoint:" + scene.endpoints.getLast().id(),
                        "endpoints-gone",
                        "turn-off-private-networking");
        assertThat(simple().plan(OFF).complete()).isTrue();
    }

    @Test
    void endpointsOfOneRegionGoAloneAndOnlyWhereNoEncryptedClusterNeedsThem() {
        var scene = simple().endpoint("US_EAST_1", "ACTIVE").endpoint("EU_WEST_1", "ACTIVE");
        assertThat(open(scene.plan(OFF.in(Set.of(EU)))))
                .containsExactly("delete-endpoint:" + scene.endpoints.getLast().id(), "endpoints-gone");
        assertThat(blocked(scene.plan(OFF.in(Set.of(US))))).isEqualTo("check-clusters network.unused.clusters");
    }

    @Test
    void anAddedRegionIsTheOnlyOneThatChanges() {
        assertThat(open(simple().endpoint("US_EAST_1", "ACTIVE")
                        .plan(ON.in(Set.of(EU)).withAccepted(Set.of(SingleRegionKey.REGIONS)))))
                .containsExactly("create-endpoint:eu-west-1", "endpoint-active:eu-west-1");
    }

    @Test
    void endpointsThatCannotBeReadStopEverything() {
        var scene = simple().required();
        scene.unread = true;
        assertThat(blocked(scene.plan(ON))).isEqualTo("check-endpoints endpoints.unread");
        assertThat(blocked(scene.plan(OFF))).isEqualTo("check-endpoints endpoints.unread");
    }

    /** A key that not every encrypted cluster reaches through the endpoint of its region is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        eu-west-1 | true  | ACTIVE     | ''
        eu-west-1 | true  | INITIATING | keyChange.privateNetworking
        eu-west-1 | false | ACTIVE     | keyChange.privateSpread
        us-east-1 | true  | ACTIVE     | ''
        us-east-1 | false | ACTIVE     | keyChange.privateSpread
        """)
    void anotherKeyHasToBeReachable(String region, boolean multiRegion, String european, String expected) {
        var now = new Scene()
                .multiRegion("Enabled")
                .cluster("orders", true, "AWS", "US_EAST_1", "EU_WEST_1")
                .endpoint("US_EAST_1", "ACTIVE")
                .endpoint("EU_WEST_1", european)
                .snapshot();
        assertThat(new EndpointGate(now)
                        .obstacle(new AwsRegion(region), multiRegion)
                        .map(t -> t.key())
                        .orElse(""))
                .isEqualTo(expected);
    }

    @Test
    void aProjectWithoutARoleIsRefused() {
        var none = new Situation().snapshot();
        assertThat(blocked(new NetworkPlanner(Bench.WAITS).plan(none, ON)))
                .isEqualTo("check-configuration network.check.notSetUp");
        var credentials = new AwsKms(
                true,
                Optional.empty(),
                Optional.of(Situation.KEY.toString()),
                Optional.of(US),
                Optional.of("AKIAIOSFODNN7EXAMPLE"),
                false,
                true);
        assertThat(blocked(new NetworkPlanner(Bench.WAITS)
                        .plan(new Situation().configuration(credentials).snapshot(), ON)))
                .isEqualTo("check-configuration network.check.onCredentials");
    }
}
