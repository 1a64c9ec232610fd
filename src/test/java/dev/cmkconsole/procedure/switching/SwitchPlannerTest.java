package dev.cmkconsole.procedure.switching;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.ROLE_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster.TierKind;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.access.RoleChoice;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plans of the switch to a role from any state, and above all the conditions that block the irreversible request.
 */
class SwitchPlannerTest {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofSeconds(1), 5, Duration.ofSeconds(1));
    private static final String R1 = "6a793f88c0eb9e7a17716581";
    private static final String R2 = "6a793f88c0eb9e7a17716582";
    private static final String STRANGER = "5f0e1d2c3b4a596877665544";
    private static final RoleArn ELSEWHERE = new RoleArn("aws", "999988887777", "/", ROLE_NAME);

    private final SwitchPlanner planner = new SwitchPlanner(WAITS);
    private final SwitchChoices want = SwitchChoices.byConsole(RoleChoice.newRole(ROLE_NAME));

    private static AwsKms credentials(String key, boolean valid, boolean privateNetworking) {
        return new AwsKms(
                true,
                Optional.empty(),
                Optional.of(key),
                Optional.of(KEY.region()),
                Optional.of("AKIAEXAMPLE000000000"),
                privateNetworking,
                valid);
    }

    private static Situation legacy() {
        return new Situation().configuration(credentials(KEY.keyId(), true, false));
    }

    /** Every reversible step is done. */
    private static Situation prepared(Situation now) {
        return now.records(Situation.authorized(R1, ROLE))
                .iamRole(Situation.iamRole(ROLE, Situation.trustOf(R1), Situation.access(KEY)));
    }

    private static Finding finding(CheckId id, CheckOutcome word) {
        return new Finding(id, word, Symptom.NONE, Text.of("q"), Text.of("r"), Optional.empty(), Optional.empty());
    }

    private Plan plan(Situation now) {
        return planner.plan(now.snapshot(), want);
    }

    private static AtlasRequest request(Plan plan) {
        return step(plan).request().orElseThrow();
    }

    private static Step.AtlasStep step(Plan plan) {
        return (Step.AtlasStep) plan.step(SwitchPlanner.SWITCH).orElseThrow();
    }

    private static void assertKeptBack(Plan plan, String step, String reason) {
        assertThat(plan.obstacle()).hasValueSatisfying(s -> {
            assertThat(s.id().value()).isEqualTo(step);
            assertThat(((Status.Blocked) s.status()).reason().key()).isEqualTo(reason);
        });
        assertThat(plan.step(SwitchPlanner.SWITCH)
                        .map(s -> ((Step.AtlasStep) s).request())
                        .filter(Optional::isPresent))
                .as("a request that could be sent")
                .isEmpty();
    }

    @Test
    void whatCannotBeUndoneHasNoRequestBeforeEverythingElseIsDone() {
        var plan = plan(legacy());
        assertThat(plan.obstacle()).isEmpty();
        assertThat(plan.next(Set.of()).orElseThrow().id()).isEqualTo(AccessSteps.CREATE_RECORD);
        assertThat(step(plan).request()).isEmpty();
        assertThat(step(plan).reversibility()).isEqualTo(Reversibility.NEVER);
        assertThat(step(plan).retry().codes())
                .as("no refusal is worth a second try")
                .isEmpty();
    }

    @Test
    void theKeyGoesAsAtlasHoldsItWithTheSameRegion() {
        assertThat(request(plan(prepared(legacy()))).body().orElseThrow())
                .isEqualTo("{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + R1 + "\",\"customerMasterKeyID\":\""
                        + KEY.keyId() + "\",\"region\":\"US_EAST_1\",\"requirePrivateNetworking\":false}}");
        var byArn = prepared(new Situation().configuration(credentials(KEY.toString(), true, true)));
        assertThat(request(plan(byArn)).body().orElseThrow())
                .contains("\"customerMasterKeyID\":\"" + KEY + "\"", "\"requirePrivateNetworking\":true");
    }

    @Test
    void anIdIsNotAnIdForARoleOfAnotherAccount() {
        var key = new PresentKey(KEY.keyId(), KEY.region(), Optional.of(KEY));
        assertThat(key.unchanged(Optional.of(ROLE))).isEqualTo(KEY.keyId());
        assertThat(key.unchanged(Optional.of(ELSEWHERE))).isEqualTo(KEY.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:kms:us-east-1:111122223333:key/aaaaaaaa-12ab-34cd-56ef-1234567890ab",
                "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
            })
    void anotherKeyOrAnotherRegionIsRefused(String other) {
        assertKeptBack(
                planner.plan(prepared(legacy()).snapshot(), want.withKey(KeyArn.of(other))),
                "check-configuration",
                "switch.otherKey");
    }

    /** Each doubt has its own step: one about alerts is not the one about the configuration. */
    @Test
    void alertsThatCannotBeReadAreADoubtOfTheirOwn() {
        var now = prepared(legacy()).alertsUnreadable().snapshot();
        var plan = planner.plan(now, want);
        assertThat(plan.step(AccessSteps.CONFIGURATION).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(plan.undecided()).extracting(Step::id).contains(AccessSteps.PRESENT_KEY);
        var accepted = planner.plan(now, want.withAccepted(Set.of(AccessSteps.PRESENT_KEY)));
        assertThat(accepted.undecided()).extracting(Step::id).doesNotContain(AccessSteps.PRESENT_KEY);
        assertThat(planner.plan(prepared(legacy()).snapshot(), want).step(AccessSteps.PRESENT_KEY))
                .as("where nothing is in doubt there is nothing to accept")
                .isEmpty();
    }

    @Test
    void theSameKeySaidInFullIsNoOtherKey() {
        assertThat(planner.plan(prepared(legacy()).snapshot(), want.withKey(KEY))
                        .obstacle())
                .isEmpty();
    }

    @Test
    void aKeyThatIsKnownByItsIdAloneMustBeNamed() {
        assertKeptBack(plan(legacy().withoutAws()), "check-configuration", "switch.keyUnknown");
    }

    /** Another key or another ARN would not help, because AWS answers nobody. */
    @Test
    void credentialsThatAwsDoesNotKnowAreNamedInsteadOfWhatFollowsFromThem() {
        var plan = plan(legacy().withoutAws().caller(Situation.failed("InvalidClientTokenId")));
        assertThat(plan.steps().getFirst().status().toString())
                .contains("check.who-am-i.signIn.NOT_RECOGNIZED", "InvalidClientTokenId")
                .doesNotContain("switch.keyUnknown");
    }

    @Test
    void credentialsThatNoLongerWorkAreRepairedFirst() {
        assertKeptBack(
                plan(prepared(new Situation().configuration(credentials(KEY.toString(), false, false)))),
                "check-configuration",
                "switch.keyInvalid");
    }

    @Test
    void thereMustBeSomethingToSwitch() {
        assertKeptBack(plan(new Situation()), "check-configuration", "switch.notSetUp");
        var onAnother = new Situation()
                .records(Situation.authorized(R2, ELSEWHERE, "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(R2, KEY, true));
        assertKeptBack(plan(onAnother), "check-configuration", "switch.alreadyRole");
    }

    @Test
    void whatCannotBeReadKeepsItBack() {
        assertKeptBack(plan(legacy().encryptionUnreadable()), "check-configuration", "plan.unreadable.encryption");
        assertKeptBack(plan(legacy().rolesUnreadable()), "check-configuration", "plan.unreadable.roles");
        assertKeptBack(plan(legacy().clustersUnreadable()), "check-configuration", "plan.unreadable.clusters");
        assertKeptBack(plan(prepared(legacy()).checks(Situation.failed("THROTTLED"))), "check:access", "checks.unread");
    }

    @Test
    void someoneWhoIsNotProjectOwnerIsStopped() {
        assertKeptBack(plan(prepared(legacy()).owner(Situation.known(false))), "check-owner", "enable.notOwner");
    }

    @Test
    void aKeyThatIsPendingDeletionIsNoKeyToStayOn() {
        var dying = Situation.key(KEY, "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "PendingDeletion");
        assertKeptBack(
                plan(prepared(legacy()).key(Situation.known(dying))), "check-key", "key.unusable.PENDING_DELETION");
    }

    @Test
    void trustForAnotherExternalIdAndPermissionForAnotherKeyArePutRight() {
        var wrong = legacy().records(Situation.authorized(R1, ROLE))
                .iamRole(Situation.iamRole(ROLE, Situation.trustOf(STRANGER), Situation.access(Situation.OTHER_KEY)));
        var plan = plan(wrong.checks(finding(CheckId.TRUST_POLICY, CheckOutcome.PASS)));
        assertThat(plan.open()).extracting(s -> s.id().value()).contains("set-up-role", "allow-key");
        assertThat(step(plan).request()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUST_POLICY", "IDENTITY_POLICIES", "PERMISSIONS_BOUNDARY", "CONFUSED_DEPUTY"})
    void aFailingCheckKeepsItBackWhateverWasAccepted(CheckId check) {
        var byHand = new SwitchChoices(
                RoleChoice.existing(ROLE),
                Optional.empty(),
                Optional.empty(),
                Actor.USER,
                Actor.USER,
                Set.of(AccessSteps.SET_UP_ROLE, AccessSteps.ALLOW_KEY, AccessSteps.KEY_POLICY),
                Set.of(StepId.ofCheck(check)));
        for (var choices : List.of(byHand, want.withAccepted(Set.of(StepId.ofCheck(check))))) {
            var plan = planner.plan(
                    prepared(legacy()).checks(finding(check, CheckOutcome.FAIL)).snapshot(), choices);
            assertThat(plan.obstacle()).map(Step::id).contains(StepId.ofCheck(check));
            assertThat(step(plan).request()).isEmpty();
        }
    }

    @Test
    void whatCannotBeToldNeedsAWordForEach() {
        var open = prepared(legacy())
                .checks(
                        finding(CheckId.HIDDEN_POLICIES, CheckOutcome.CANNOT_TELL),
                        finding(CheckId.SERVICE_CONTROL_POLICIES, CheckOutcome.CANNOT_TELL));
        assertThat(step(plan(open)).request()).isEmpty();
        assertThat(step(planner.plan(
                                open.snapshot(), want.withAccepted(Set.of(StepId.ofCheck(CheckId.HIDDEN_POLICIES)))))
                        .request())
                .isEmpty();
        var both = planner.plan(
                open.snapshot(),
                want.withAccepted(Set.of(
                        StepId.ofCheck(CheckId.HIDDEN_POLICIES), StepId.ofCheck(CheckId.SERVICE_CONTROL_POLICIES))));
        assertThat(step(both).request()).isPresent();
    }

    @Test
    void aRecordInProgressIsContinuedAndASecondOneNotMade() {
        var plan = plan(legacy().records(Situation.inProgress(R1)));
        assertThat(plan.step(AccessSteps.CREATE_RECORD).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(plan.next(Set.of()).orElseThrow().id()).isEqualTo(AccessSteps.SET_UP_ROLE);
        var gone = SwitchChoices.byConsole(RoleChoice.resume(R2, new RoleChoice.NewRole(ROLE_NAME)));
        assertKeptBack(planner.plan(legacy().snapshot(), gone), "check-configuration", "enable.recordGone");
    }

    @Test
    void whatIsDoneIsTicked() {
        var done = new Situation()
                .records(Situation.authorized(R1, ROLE, "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(R1, KEY, true))
                .iamRole(Situation.iamRole(ROLE, Situation.trustOf(R1), Situation.access(KEY)))
                .clusters(Situation.idle("orders", EncryptionProvider.AWS));
        assertThat(plan(done).complete()).isTrue();
        var deploying =
                done.clusters(Situation.cluster("busy", TierKind.DEDICATED, "UPDATING", false, EncryptionProvider.AWS));
        assertThat(plan(deploying).open()).extracting(Step::id).containsExactly(SwitchPlanner.HEALTHY);
    }

    @Test
    void aRoleThatStoppedWorkingAfterwardsIsExplainedAndNotWaitedFor() {
        var broken = new Situation()
                .records(Situation.authorized(R1, ROLE, "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(R1, KEY, false))
                .iamRole(Situation.iamRole(ROLE, Situation.trustOf(R1), Map.of()))
                .checks(finding(CheckId.PERMISSIONS_BOUNDARY, CheckOutcome.FAIL));
        assertThat(plan(broken).obstacle()).map(Step::id).contains(StepId.ofCheck(CheckId.PERMISSIONS_BOUNDARY));
    }

    @Test
    void preparingHoldsNothingThatCannotBeUndoneAndCommittingNothingElse() {
        assertThat(SwitchPlanner.preparing(WAITS)
                        .plan(legacy().snapshot(), want)
                        .irreversible())
                .isEmpty();
        var tooEarly = SwitchPlanner.committing(WAITS).plan(legacy().snapshot(), want);
        assertKeptBack(tooEarly, "create-access-role", "switch.notPrepared");
        assertThat(tooEarly.open().stream().filter(s -> s instanceof Step.AtlasStep || s instanceof Step.AwsStep))
                .extracting(Step::id)
                .containsExactly(SwitchPlanner.SWITCH);
        assertThat(step(SwitchPlanner.committing(WAITS).plan(prepared(legacy()).snapshot(), want))
                        .request())
                .isPresent();
    }
}
