package dev.cmkconsole.procedure.clusters;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.PROJECT;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.authorized;
import static dev.cmkconsole.procedure.Situation.cluster;
import static dev.cmkconsole.procedure.Situation.idle;
import static dev.cmkconsole.procedure.Situation.using;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster.TierKind;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Clusters on and off: which are eligible, why others are not, and in which order. */
class ClusterPlannerTest {
    private static final String R1 = "6a793f88c0eb9e7a17716581";
    static final NewCluster FRESH = new NewCluster("fresh", "AWS", "US_EAST_1", "M10", true);

    static Plan plan(Situation now, ClusterChoices want) {
        return new ClusterPlanner(new WaitSettings(Duration.ofSeconds(1), 5, Duration.ofSeconds(1)))
                .plan(now.snapshot(), want);
    }

    static Situation enabled() {
        return new Situation()
                .records(authorized(R1, ROLE, "ENCRYPTION_AT_REST"))
                .configuration(using(R1, KEY, true));
    }

    private static ClusterChoices off(String name) {
        return new ClusterChoices(Map.of(name, false), Optional.empty());
    }

    private static Status status(Plan plan, String step) {
        return plan.step(StepId.of(step)).orElseThrow().status();
    }

    static String blocked(Plan plan, String step) {
        return ((Status.Blocked) status(plan, step)).reason().key();
    }

    @Test
    void theRequestIsOneMemberAndNothingElse() {
        var plan = plan(enabled().clusters(idle("orders", EncryptionProvider.NONE)), Bench.turnOn(List.of("orders")));
        var step = (Step.AtlasStep) plan.step(StepId.of("encrypt", "orders")).orElseThrow();

        assertThat(step.request())
                .contains(new AtlasRequest(
                        "updateCluster",
                        "PATCH",
                        "/api/atlas/v2/groups/" + PROJECT.id() + "/clusters/orders",
                        "2024-10-23",
                        Optional.of("{\"encryptionAtRestProvider\":\"AWS\"}")));
        assertThat(step.lane()).isEqualTo("orders");
    }

    @Test
    void allChangesComeBeforeTheFirstWait() {
        var plan = plan(
                enabled().clusters(idle("a", EncryptionProvider.NONE), idle("b", EncryptionProvider.AWS)),
                new ClusterChoices(Map.of("a", true, "b", false), Optional.of(FRESH)));

        assertThat(plan.steps())
                .extracting(s -> s.id().value())
                .containsExactly(
                        "check-configuration",
                        "check-owner",
                        "check-access",
                        "check-organization-policies",
                        "check-backup-compliance",
                        "encrypt:a",
                        "decrypt:b",
                        "create:fresh",
                        "deployed:a",
                        "deployed:b",
                        "deployed:fresh");
    }

    private static String modify(String condition) {
        return "forbid (principal, action == ResourcePolicy::Action::\"cluster.modify\", resource) " + condition + ";";
    }

    /** A policy that cannot be read is no obstacle to more encryption, and a doubt about less. */
    @Test
    void aPolicyOfTheOrganizationThatRefusesAChangeBlocksItByName() {
        var required = modify("when { !context.cluster.encryptionAtRest.customerManagedKey.enabled }");
        var elsewhere = modify(
                "unless { [ResourcePolicy::Region::\"aws:eu-west-1\"].containsAll(" + "context.cluster.regions) }");
        var off = new ClusterChoices(Map.of("b", false), Optional.empty());

        var refused = plan(enabled().policies(required).clusters(idle("b", EncryptionProvider.AWS)), off);
        assertThat(refused.trunkBlocked().orElseThrow().id()).isEqualTo(RuleSteps.ORGANIZATION);
        assertThat(refused.openAtlasRequests()).isZero();
        assertThat(encrypt(enabled().policies(required)).trunkBlocked()).isEmpty();

        var create = new ClusterChoices(Map.of(), Optional.of(FRESH));
        assertThat(plan(enabled().policies(elsewhere), create).trunkBlocked()).isPresent();
        assertThat(plan(enabled().policies(required), create).step(RuleSteps.ORGANIZATION))
                .isEmpty();
    }

    /** What a policy asks besides the key stays as it is when the key changes, and counts where a cluster is created. */
    @Test
    void aPolicyAboutOtherPropertiesIsADoubtWhereItCanRefuse() {
        var disk = modify("when { context.cluster.diskSizeGB > 4096 }");
        var cluster = idle("orders", EncryptionProvider.NONE);
        var broken = List.of(new NonCompliantResource(cluster.id(), "orders", List.of("policy of " + disk.hashCode())));
        var elsewhere = List.of(new NonCompliantResource("another", "orders", List.of("policy of " + disk.hashCode())));

        assertThat(plan(enabled().policies(disk), ClusterChoices.create(FRESH)).step(RuleSteps.ORGANIZATION))
                .hasValueSatisfying(s -> assertThat(s.status()).isInstanceOf(Status.CannotTell.class));
        assertThat(encrypt(enabled().policies(disk)).step(RuleSteps.ORGANIZATION))
                .isEmpty();
        assertThat(encrypt(enabled().policies(disk).nonCompliant(elsewhere)).step(RuleSteps.ORGANIZATION))
                .isEmpty();
        assertThat(encrypt(enabled().policies(disk).nonCompliant(broken)).step(RuleSteps.ORGANIZATION))
                .hasValueSatisfying(s -> assertThat(s.status()).isInstanceOf(Status.CannotTell.class));
    }

    private static Finding finding(CheckId id, CheckOutcome outcome) {
        return new Finding(id, outcome, Symptom.NONE, Text.of("q"), Text.of("r"), Optional.empty(), Optional.empty());
    }

    private static Plan encrypt(Situation now) {
        return plan(now.clusters(idle("orders", EncryptionProvider.NONE)), Bench.turnOn(List.of("orders")));
    }

    /** No run is named by its opposite. */
    @Test
    void thePlanIsNamedAfterWhatItDoes() {
        var now = enabled().clusters(idle("a", EncryptionProvider.NONE), idle("b", EncryptionProvider.AWS));

        assertThat(plan(now, off("b")).name().key()).isEqualTo("procedure.clusters.off");
        assertThat(plan(now, Bench.turnOn(List.of("a"))).name().key()).isEqualTo("procedure.clusters.on");
        assertThat(plan(now, ClusterChoices.create(FRESH)).name().key()).isEqualTo("procedure.clusters.create");
        assertThat(plan(now, new ClusterChoices(Map.of("a", true, "b", false), Optional.empty()))
                        .name()
                        .key())
                .isEqualTo("procedure.clusters");
    }

    /** Promise 8: where nothing is left to send, no check was made, whatever state the key is in. */
    @Test
    void noCheckIsCalledDoneWhereNothingIsSent() {
        var now = new Situation().configuration(using(R1, KEY, false)).clusters(idle("orders", EncryptionProvider.AWS));

        var plan = plan(now, Bench.turnOn(List.of("orders")));

        assertThat(plan.complete()).isTrue();
        assertThat(status(plan, "check-configuration")).isEqualTo(Status.NOT_NEEDED);
        assertThat(status(plan, "check-access")).isEqualTo(Status.NOT_NEEDED);
    }

    @Test
    void whoIsNotProjectOwnerSendsNothing() {
        assertThat(encrypt(enabled().owner(Situation.known(false)))
                        .obstacle()
                        .orElseThrow()
                        .id())
                .isEqualTo(AccessSteps.OWNER);
        var unknown = encrypt(enabled().owner(Situation.failed("INTERNAL")));
        assertThat(unknown.obstacle().orElseThrow().id()).isEqualTo(AccessSteps.OWNER);
    }

    /** The key, the role and the addresses of the nodes; each failure keeps a node from its key. */
    @ParameterizedTest
    @EnumSource(
            value = CheckId.class,
            names = {"SOURCE_ADDRESSES", "KEY_POLICY", "TRUST_POLICY", "IDENTITY_POLICIES", "KEY_STATE", "ROLE_EXISTS"})
    void aFailedCheckOfKeyAccessSendsNothing(CheckId id) {
        var plan = encrypt(enabled().checks(finding(id, CheckOutcome.FAIL)));

        assertThat(plan.obstacle().orElseThrow().id()).isEqualTo(StepId.ofCheck(id));
        assertThat(plan.obstacle().orElseThrow().status()).isInstanceOf(Status.Blocked.class);
    }

    @Test
    void aDoubtThatAtlasOwnUseOfTheKeyAnswersAsksNobody() {
        assertThat(encrypt(enabled().checks(finding(CheckId.IDENTITY_POLICIES, CheckOutcome.CANNOT_TELL)))
                        .obstacle())
                .isEmpty();
    }

    /** The nodes call from other addresses than Atlas' control plane, so its success says nothing about them. */
    @Test
    void aDoubtAboutTheNodesAddressesIsTheUsers() {
        var now = enabled()
                .clusters(idle("orders", EncryptionProvider.NONE))
                .checks(finding(CheckId.SOURCE_ADDRESSES, CheckOutcome.CANNOT_TELL));
        var want = Bench.turnOn(List.of("orders"));

        assertThat(plan(now, want).obstacle().orElseThrow().status()).isInstanceOf(Status.CannotTell.class);
        assertThat(plan(now, want.withAccepted(Set.of(AccessSteps.ACCESS))).obstacle())
                .isEmpty();
    }

    @Test
    void aChangeThatIsMadeIsNotCheckedAgain() {
        var plan = plan(
                enabled()
                        .clusters(cluster("orders", TierKind.DEDICATED, "UPDATING", false, EncryptionProvider.AWS))
                        .checks(finding(CheckId.KEY_POLICY, CheckOutcome.FAIL)),
                Bench.turnOn(List.of("orders")));

        assertThat(plan.obstacle()).isEmpty();
        assertThat(plan.open()).extracting(s -> s.id().value()).containsExactly("deployed:orders");
    }

    @Test
    void aBlockedStepIsNotCountedAsARequest() {
        var plan = plan(
                enabled()
                        .clusters(
                                idle("orders", EncryptionProvider.NONE),
                                cluster("asleep", TierKind.DEDICATED, "IDLE", true, EncryptionProvider.NONE)),
                Bench.turnOn(List.of("orders", "asleep")));

        assertThat(plan.openAtlasRequests()).isEqualTo(1);
    }

    @Test
    void aClusterThatIsAlreadySoIsTicked() {
        assertThat(plan(enabled().clusters(idle("orders", EncryptionProvider.AWS)), Bench.turnOn(List.of("orders")))
                        .complete())
                .isTrue();
        assertThat(plan(enabled().clusters(idle("orders", EncryptionProvider.NONE)), off("orders"))
                        .complete())
                .isTrue();
    }

    @Test
    void aClusterStillBusyWithTheChangeIsOnlyWaitedFor() {
        var busy = cluster("orders", TierKind.DEDICATED, "UPDATING", false, EncryptionProvider.AWS);

        assertThat(plan(enabled().clusters(busy), Bench.turnOn(List.of("orders")))
                        .open())
                .extracting(s -> s.id().value())
                .containsExactly("deployed:orders");
    }

    @ParameterizedTest
    @CsvSource({
        "SHARED,     IDLE,     false, NONE,    SHARED_TIER",
        "FLEX,       IDLE,     false, NONE,    FLEX",
        "SERVERLESS, IDLE,     false, NONE,    SERVERLESS",
        "DEDICATED,  IDLE,     true,  NONE,    PAUSED",
        "DEDICATED,  UPDATING, false, NONE,    BUSY",
        "DEDICATED,  IDLE,     false, AZURE,   OTHER_PROVIDER",
        "DEDICATED,  IDLE,     false, UNKNOWN, OTHER_PROVIDER"
    })
    void aClusterThatCannotSaysWhy(
            TierKind kind, String state, boolean paused, EncryptionProvider provider, String why) {
        var plan = plan(
                enabled().clusters(cluster("orders", kind, state, paused, provider)), Bench.turnOn(List.of("orders")));

        assertThat(blocked(plan, "encrypt:orders")).isEqualTo("clusters.obstacle." + why);
        assertThat(plan.obstacle()).as("its own lane's matter").isEmpty();
    }

    @Test
    void aClusterThatIsNotThereBlocksItsLane() {
        assertThat(blocked(plan(enabled(), Bench.turnOn(List.of("gone"))), "encrypt:gone"))
                .isEqualTo("clusters.missing");
    }

    @Test
    void clustersThatCannotBeReadAreNeverDone() {
        var plan = plan(enabled().clustersUnreadable(), new ClusterChoices(Map.of("a", true), Optional.of(FRESH)));

        assertThat(blocked(plan, "encrypt:a")).isEqualTo("plan.unreadable.clusters");
        assertThat(blocked(plan, "create:fresh")).isEqualTo("plan.unreadable.clusters");
        assertThat(status(plan, "deployed:a")).isEqualTo(Status.TO_DO);
    }

    @Test
    void turningOnNeedsAKeyThatWorks() {
        var want = Bench.turnOn(List.of("orders"));
        var cluster = idle("orders", EncryptionProvider.NONE);

        assertThat(blocked(plan(new Situation().clusters(cluster), want), "check-configuration"))
                .isEqualTo("clusters.check.notSetUp");
        assertThat(blocked(
                        plan(new Situation().clusters(cluster).configuration(using(R1, KEY, false)), want),
                        "check-configuration"))
                .isEqualTo("clusters.check.keyInvalid");
        assertThat(blocked(plan(new Situation().clusters(cluster).encryptionUnreadable(), want), "check-configuration"))
                .isEqualTo("plan.unreadable.encryption");
    }

    @Test
    void anOpenAlertThatAtlasCannotReachKmsStopsBothWays() {
        var doubtful = new Situation()
                .clusters(idle("orders", EncryptionProvider.NONE), idle("audit", EncryptionProvider.AWS))
                .configuration(using(R1, KEY, true))
                .alert("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED");
        assertThat(blocked(plan(doubtful, Bench.turnOn(List.of("orders"))), "check-configuration"))
                .isEqualTo("clusters.check.keyInDoubt");
        assertThat(blocked(plan(doubtful, off("audit")), "check-configuration")).isEqualTo("clusters.check.keyInDoubt");
    }

    @Test
    void turningOffNeedsTheKeyToWorkToo() {
        var orders = idle("orders", EncryptionProvider.AWS);
        assertThat(plan(new Situation().clusters(orders).configuration(using(R1, KEY, false)), off("orders"))
                        .obstacle())
                .map(s -> s.id().value())
                .contains("check-configuration");

        var plan = plan(enabled().clusters(orders), off("orders"));
        assertThat(plan.obstacle()).isEmpty();
        assertThat(status(plan, "decrypt:orders")).isEqualTo(Status.TO_DO);
    }

    @Test
    void whatIsUnderWayIsNotWaitedForWhileTheKeyDoesNotWork() {
        var want = new ClusterChoices(Map.of("a", true), Optional.of(FRESH));
        var plan = plan(
                new Situation()
                        .configuration(using(R1, KEY, false))
                        .clusters(
                                cluster("a", TierKind.DEDICATED, "UPDATING", false, EncryptionProvider.AWS),
                                cluster("fresh", TierKind.DEDICATED, "CREATING", false, EncryptionProvider.AWS)),
                want);

        assertThat(plan.obstacle()).map(s -> s.id().value()).contains("check-configuration");
        assertThat(plan.open())
                .extracting(s -> s.id().value())
                .containsExactly("check-configuration", "deployed:a", "deployed:fresh");
    }

    @Test
    void aNameNeverReachesAnotherResource() {
        var step = (Step.AtlasStep) plan(enabled(), Bench.turnOn(List.of("../x?y=\"$(id)\"")))
                .step(StepId.of("encrypt", "../x?y=\"$(id)\""))
                .orElseThrow();

        assertThat(step.request().orElseThrow().path()).endsWith("/clusters/..%2Fx%3Fy%3D%22%24%28id%29%22");
    }
}
