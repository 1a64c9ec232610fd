package dev.cmkconsole.procedure.disable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Cluster.TierKind;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DisablePlannerTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";
    private static final String ENDPOINT = "6a793f88c0eb9e7a177165aa";
    private static final String NEEDED =
            "forbid (principal, action == ResourcePolicy::Action::\"cluster.modify\", resource) when {"
                    + " !context.cluster.encryptionAtRest.customerManagedKey.enabled };";
    private static final AwsKms CONFIGURED = Situation.using(RECORD, Situation.KEY, true);

    private static ProjectSetup nothing() {
        return ProjectSetup.NOT_READ
                .withEndpoints(Situation.known(List.of()))
                .withSearchNodes(Situation.known(List.of()))
                .withRules(Situation.known(List.of()), Situation.known(Optional.empty()));
    }

    private static Situation project(Cluster... clusters) {
        return new Situation()
                .records(Situation.authorized(RECORD, Situation.ROLE, "ENCRYPTION_AT_REST"))
                .configuration(CONFIGURED)
                .clusters(clusters);
    }

    private static Plan plan(Situation situation, UnaryOperator<ProjectSetup> setup, StepId... accepted) {
        var s = situation.snapshot();
        var now =
                new ProjectSnapshot(s.project(), s.at(), s.atlas().with(setup.apply(nothing())), s.aws(), s.answers());
        return new DisablePlanner(Bench.WAITS).plan(now, new DisableChoices(Set.of(accepted)));
    }

    private static List<String> open(Plan plan) {
        return plan.open().stream().map(Step::id).map(StepId::value).toList();
    }

    private static Cluster encrypted(String name) {
        return Situation.idle(name, EncryptionProvider.AWS);
    }

    private static UnaryOperator<ProjectSetup> endpoints(String... states) {
        return s -> s.withEndpoints(Situation.known(java.util.stream.Stream.of(states)
                .map(state -> new KmsEndpoint(ENDPOINT, "US_EAST_1", state, Optional.empty()))
                .toList()));
    }

    @Test
    void clustersComeBeforeTheProject() {
        assertThat(open(plan(project(encrypted("a"), Situation.idle("b", EncryptionProvider.NONE)), s -> s)))
                .containsExactly("decrypt:a", "deployed:a", "turn-off-encryption");
    }

    @Test
    void anEndpointThatIsBeingCreatedIsWaitedForBeforeItIsDeleted() {
        assertThat(open(plan(project(), endpoints("INITIATING"))))
                .startsWith("endpoints-created", "delete-endpoint:" + ENDPOINT, "endpoints-gone");
        assertThat(open(plan(project(), endpoints("ACTIVE"))))
                .startsWith("delete-endpoint:" + ENDPOINT, "endpoints-gone");
        assertThat(open(plan(project(), endpoints("DELETING")))).startsWith("endpoints-gone");
    }

    @Test
    void aClusterThatAtlasIsChangingIsWaitedForAfterTheRequestsOfTheOthers() {
        var busy = Situation.cluster("a", TierKind.DEDICATED, "UPDATING", false, EncryptionProvider.AWS);
        assertThat(open(plan(project(busy, encrypted("b")), s -> s)))
                .containsExactly(
                        "decrypt:b", "settled:a", "decrypt:a", "deployed:a", "deployed:b", "turn-off-encryption");
    }

    @Test
    void aClusterThatIsBeingDeletedIsOnlyWaitedFor() {
        var going = Situation.cluster("a", TierKind.DEDICATED, "DELETING", false, EncryptionProvider.AWS);
        assertThat(open(plan(project(going), s -> s))).containsExactly("gone:a", "turn-off-encryption");
    }

    /** The project's key would be in use still, so Atlas would refuse the end. */
    @Test
    void nothingOfTheProjectFollowsAClusterThatFailed() {
        var plan = plan(project(encrypted("a"), Situation.idle("b", EncryptionProvider.NONE)), s -> s);
        assertThat(plan.next(Set.of()).map(Step::id)).contains(StepId.of("decrypt", "a"));
        assertThat(plan.next(Set.of("a"))).isEmpty();
    }

    @Test
    void aPausedClusterStopsEverythingBeforeItBegins() {
        var paused = Situation.cluster("a", TierKind.DEDICATED, "IDLE", true, EncryptionProvider.AWS);
        assertThat(plan(project(paused, encrypted("b")), s -> s).trunkBlocked().map(Step::id))
                .contains(StepId.of("check-clusters"));
    }

    @Test
    void aKeyThatDoesNotWorkStopsEverything() {
        assertThat(plan(project().configuration(Situation.using(RECORD, Situation.KEY, false)), s -> s)
                        .trunkBlocked())
                .isPresent();
    }

    @Test
    void aPolicyOfTheOrganizationStopsEverything() {
        var policies = List.of(new OrganizationPolicy("1", "needs-keys", List.of(NEEDED)));
        var plan = plan(
                project(encrypted("a")),
                s -> s.withRules(Situation.known(policies), Situation.known(Optional.empty())));
        assertThat(plan.trunkBlocked().map(Step::id)).contains(RuleSteps.ORGANIZATION);
        assertThat(((Status.Blocked) plan.trunkBlocked().orElseThrow().status())
                        .reason()
                        .args())
                .containsExactly("needs-keys");
    }

    /** What cannot be read is neither a pass nor a failure. */
    @Test
    void unreadPoliciesAreTheUsersDecision() {
        UnaryOperator<ProjectSetup> unread =
                s -> s.withRules(Situation.failed("USER_UNAUTHORIZED"), Situation.failed("USER_UNAUTHORIZED"));
        var plan = plan(project(encrypted("a")), unread);
        assertThat(plan.undecided().stream().map(Step::id))
                .containsExactly(RuleSteps.ORGANIZATION, RuleSteps.COMPLIANCE);
        assertThat(plan(project(encrypted("a")), unread, RuleSteps.ORGANIZATION, RuleSteps.COMPLIANCE)
                        .undecided())
                .isEmpty();
    }

    @Test
    void unreadEndpointsStopEverything() {
        assertThat(plan(project(), s -> s.withEndpoints(Situation.failed("USER_UNAUTHORIZED")))
                        .trunkBlocked()
                        .map(Step::id))
                .contains(StepId.of("check-endpoints"));
        assertThat(plan(project(), s -> s.withEndpoints(Observed.notRead())).trunkBlocked())
                .isPresent();
    }

    /** Atlas takes credentials for no new setup, so the way back to them is closed. */
    @Test
    void forAProjectOnCredentialsTheEndIsIrreversible() {
        var credentials = new AwsKms(
                true,
                Optional.empty(),
                Optional.of(Situation.KEY.toString()),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.of("AKIAEXAMPLE"),
                false,
                true);
        assertThat(plan(project().configuration(credentials), s -> s).irreversible())
                .extracting(Step::id)
                .containsExactly(DisablePlanner.TURN_OFF);
        assertThat(plan(project(), s -> s)
                        .step(DisablePlanner.TURN_OFF)
                        .orElseThrow()
                        .reversibility())
                .isEqualTo(Reversibility.COMPENSATE);
    }

    @Test
    void aProjectWithoutAKeyHasNothingToTurnOff() {
        var plan = plan(new Situation().clusters(Situation.idle("a", EncryptionProvider.NONE)), s -> s);
        assertThat(plan.complete()).isTrue();
        assertThat(plan.nameToType()).isEmpty();
    }

    @Test
    void everyRunTakesTheProjectsName() {
        assertThat(plan(project(), s -> s).nameToType()).contains(Situation.PROJECT.name());
    }
}
