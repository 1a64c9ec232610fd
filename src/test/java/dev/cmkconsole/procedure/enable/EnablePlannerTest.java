package dev.cmkconsole.procedure.enable;

import static dev.cmkconsole.procedure.Situation.ACCOUNT;
import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.OTHER_KEY;
import static dev.cmkconsole.procedure.Situation.PROJECT;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.ROLE_NAME;
import static dev.cmkconsole.procedure.Situation.access;
import static dev.cmkconsole.procedure.Situation.authorized;
import static dev.cmkconsole.procedure.Situation.iamRole;
import static dev.cmkconsole.procedure.Situation.inProgress;
import static dev.cmkconsole.procedure.Situation.trustOf;
import static dev.cmkconsole.procedure.Situation.using;
import static dev.cmkconsole.procedure.access.AccessSteps.ACCESS;
import static dev.cmkconsole.procedure.access.AccessSteps.ALLOW_KEY;
import static dev.cmkconsole.procedure.access.AccessSteps.AUTHORIZE;
import static dev.cmkconsole.procedure.access.AccessSteps.CREATE_RECORD;
import static dev.cmkconsole.procedure.access.AccessSteps.SAVE;
import static dev.cmkconsole.procedure.access.AccessSteps.SET_UP_ROLE;
import static dev.cmkconsole.procedure.access.AccessSteps.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.AccessEvidence;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.Merges;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.newkey.KeyChoice;
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

/** The plans of the enable procedure from any state of the record, the role and the configuration. */
class EnablePlannerTest {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofSeconds(1), 5, Duration.ofSeconds(1));
    static final String R1 = "6a793f88c0eb9e7a17716581";
    private static final String R2 = "6a793f88c0eb9e7a17716582";
    static final String SOMEBODY_ELSES_TRUST = """
        {"Version":"2012-10-17","Statement":[{"Sid":"App","Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
        """;

    private final EnableChoices newRole =
            EnableChoices.byConsole(RoleChoice.newRole(ROLE_NAME), new KeyChoice.Existing(KEY));
    private final EnableChoices existing =
            EnableChoices.byConsole(RoleChoice.existing(ROLE), new KeyChoice.Existing(KEY));

    static Plan plan(Situation now, EnableChoices want) {
        return new EnablePlanner(WAITS).plan(now.snapshot(), want);
    }

    static Status status(Situation now, EnableChoices want, StepId step) {
        return plan(now, want).step(step).orElseThrow().status();
    }

    static AtlasRequest atlas(Plan plan, StepId step) {
        return ((Step.AtlasStep) plan.step(step).orElseThrow()).request().orElseThrow();
    }

    static AwsRequest aws(Plan plan, StepId step) {
        return ((Step.AwsStep) plan.step(step).orElseThrow()).request().orElseThrow();
    }

    static String blockedBecause(Status status) {
        return ((Status.Blocked) status).reason().key();
    }

    @Test
    void aFreshProjectHasEverythingToDoInTheDocumentedOrder() {
        var plan = plan(new Situation(), newRole);

        assertThat(plan.open())
                .extracting(s -> s.id().value())
                .containsExactly(
                        "create-access-role",
                        "set-up-role",
                        "authorize-role",
                        "allow-key",
                        "check-access",
                        "save-configuration",
                        "key-valid");
        assertThat(plan.obstacle()).isEmpty();
        assertThat(plan.irreversible()).isEmpty();
    }

    /** Alerts are about the key that Atlas uses; before the first configuration there is none. */
    @Test
    void theFirstConfigurationAsksNoAlerts() {
        var plan = plan(new Situation().alertsUnreadable(), newRole);
        assertThat(plan.step(AccessSteps.PRESENT_KEY)).isEmpty();
        assertThat(plan.undecided()).isEqualTo(plan(new Situation(), newRole).undecided());
    }

    @Test
    void anAuthorizedRoleIsNotAuthorizedAgain() {
        var now = new Situation().records(authorized(R1, ROLE)).iamRole(iamRole(ROLE, trustOf(R1), Map.of()));

        assertThat(plan(now, newRole).open()).extracting(Step::id).containsExactly(ALLOW_KEY, ACCESS, SAVE, VALID);
    }

    @Test
    void whatIsDoneIsTickedToTheEnd() {
        var now = new Situation()
                .records(authorized(R1, ROLE, "ENCRYPTION_AT_REST"))
                .iamRole(iamRole(ROLE, trustOf(R1), access(KEY)))
                .configuration(using(R1, KEY, true));

        assertThat(plan(now, newRole).complete()).isTrue();
        assertThat(plan(now, existing).complete()).isTrue();
    }

    @Test
    void aSavedKeyThatIsNotValidYetIsWaitedFor() {
        var now = new Situation()
                .records(authorized(R1, ROLE))
                .iamRole(iamRole(ROLE, trustOf(R1), access(KEY)))
                .configuration(using(R1, KEY, false));

        assertThat(plan(now, newRole).open()).extracting(Step::id).containsExactly(VALID);
    }

    @Test
    void aRecordInProgressIsContinued() {
        var plan = plan(new Situation().records(inProgress(R1)), newRole);

        assertThat(plan.step(CREATE_RECORD).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(atlas(plan, AUTHORIZE).path()).endsWith("/cloudProviderAccess/" + R1);
    }

    @Test
    void aRecordPassedOverIsNotContinued() {
        var choice = new RoleChoice(Optional.empty(), new RoleChoice.NewRole(ROLE_NAME), Set.of(R1));
        var want = EnableChoices.byConsole(choice, new KeyChoice.Existing(KEY));

        assertThat(status(new Situation().records(inProgress(R1)), want, CREATE_RECORD))
                .isEqualTo(Status.TO_DO);
        var plan = plan(new Situation().records(inProgress(R1), inProgress(R2)), want);
        assertThat(plan.step(CREATE_RECORD).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(atlas(plan, AUTHORIZE).path()).endsWith("/" + R2);
    }

    @Test
    void theRecordThatNamesTheRoleGoesBeforeOneInProgress() {
        var plan = plan(new Situation().records(inProgress(R1), authorized(R2, ROLE)), newRole);

        assertThat(plan.step(AUTHORIZE).orElseThrow().status()).isEqualTo(Status.DONE);
        assertThat(atlas(plan, SAVE).body().orElseThrow()).contains(R2);
    }

    @Test
    void ofTwoRecordsOfOneRoleTheConfiguredOneCounts() {
        var now = new Situation()
                .records(authorized(R1, ROLE), authorized(R2, ROLE))
                .iamRole(iamRole(ROLE, trustOf(R2), access(KEY)))
                .configuration(using(R2, KEY, true));

        assertThat(plan(now, newRole).complete()).isTrue();
    }

    @Test
    void aChosenRecordThatIsGoneBlocks() {
        var want = EnableChoices.byConsole(
                RoleChoice.resume(R1, new RoleChoice.NewRole(ROLE_NAME)), new KeyChoice.Existing(KEY));

        assertThat(blockedBecause(status(new Situation(), want, AccessSteps.CONFIGURATION)))
                .isEqualTo("enable.recordGone");
    }

    @Test
    void aChosenRecordOfAnotherRoleIsAuthorizedForTheNewOne() {
        var old = new RoleArn("aws", ACCOUNT, "/", "old-role");
        var want = EnableChoices.byConsole(
                RoleChoice.resume(R1, new RoleChoice.NewRole(ROLE_NAME)), new KeyChoice.Existing(KEY));
        var plan = plan(new Situation().records(authorized(R1, old)), want);

        assertThat(plan.step(SET_UP_ROLE).orElseThrow().status()).isEqualTo(Status.TO_DO);
        assertThat(atlas(plan, AUTHORIZE).body().orElseThrow()).contains(ROLE.toString());
    }

    @Test
    void aRecordThatServesSomethingElseIsNotTakenAway() {
        var old = new RoleArn("aws", ACCOUNT, "/", "lake-role");
        var want = EnableChoices.byConsole(
                RoleChoice.resume(R1, new RoleChoice.NewRole(ROLE_NAME)), new KeyChoice.Existing(KEY));

        assertThat(blockedBecause(
                        status(new Situation().records(authorized(R1, old, "ATLAS_DATA_LAKE")), want, AUTHORIZE)))
                .isEqualTo("enable.recordInUse");
    }

    @Test
    void requestsAreExact() {
        var plan = plan(new Situation().records(inProgress(R1)), newRole);

        assertThat(atlas(plan, CREATE_RECORD))
                .isEqualTo(new AtlasRequest(
                        "createCloudProviderAccess",
                        "POST",
                        "/api/atlas/v2/groups/" + PROJECT.id() + "/cloudProviderAccess",
                        "2023-01-01",
                        Optional.of("{\"providerName\":\"AWS\"}")));
        assertThat(atlas(plan, AUTHORIZE))
                .isEqualTo(
                        new AtlasRequest(
                                "authorizeProviderAccessRole",
                                "PATCH",
                                "/api/atlas/v2/groups/" + PROJECT.id() + "/cloudProviderAccess/" + R1,
                                "2023-01-01",
                                Optional.of(
                                        "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"arn:aws:iam::111122223333:role/atlas-kms\"}")));
        assertThat(atlas(plan, SAVE))
                .isEqualTo(new AtlasRequest(
                        "updateEncryptionAtRest",
                        "PATCH",
                        "/api/atlas/v2/groups/" + PROJECT.id() + "/encryptionAtRest",
                        "2023-01-01",
                        Optional.of("{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + R1 + "\",\"customerMasterKeyID\":\""
                                + KEY + "\",\"region\":\"US_EAST_1\",\"requirePrivateNetworking\":false}}")));
        var create = (AwsRequest.CreateRole) aws(plan, SET_UP_ROLE);
        assertThat(create.roleName()).isEqualTo(ROLE_NAME);
        assertThat(create.tags()).containsEntry("AtlasProject", PROJECT.id());
        assertThat(PolicyDocument.parse(create.trustPolicy()).sameMeaningAs(PolicyDocument.parse(trustOf(R1))))
                .isTrue();
    }

    @Test
    void privateNetworkingIsKept() {
        var off =
                new AwsKms(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, false);

        assertThat(atlas(plan(new Situation().records(inProgress(R1)).configuration(off), newRole), SAVE)
                        .body()
                        .orElseThrow())
                .contains("\"requirePrivateNetworking\":true");
    }

    @Test
    void aMultiRegionKeyGoesWithItsRegion() {
        var mrk = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
        var plan = plan(
                new Situation().records(inProgress(R1)).key(Situation.known(Situation.customerKey(mrk))),
                EnableChoices.byConsole(RoleChoice.newRole(ROLE_NAME), new KeyChoice.Existing(mrk)));

        assertThat(plan.obstacle()).isEmpty();
        assertThat(atlas(plan, SAVE).body().orElseThrow())
                .contains("\"customerMasterKeyID\":\"" + mrk.keyId() + "\"")
                .contains("EU_WEST_1");
    }

    /** Atlas looks an id up in the account of the role, so the key of another account needs its ARN. */
    @Test
    void anotherAccountsMultiRegionKeyGoesByItsArn() {
        var mrk = KeyArn.of("arn:aws:kms:eu-west-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab");
        var plan = plan(
                new Situation().records(inProgress(R1)).key(Situation.known(Situation.customerKey(mrk))),
                EnableChoices.byConsole(RoleChoice.newRole(ROLE_NAME), new KeyChoice.Existing(mrk)));

        assertThat(atlas(plan, SAVE).body().orElseThrow()).contains("\"customerMasterKeyID\":\"" + mrk + "\"");
    }

    @Test
    void theAccessPolicyKeepsTheKeysThatItCovers() {
        var now = new Situation().records(authorized(R1, ROLE)).iamRole(iamRole(ROLE, trustOf(R1), access(OTHER_KEY)));
        var put = (AwsRequest.PutRolePolicy) aws(plan(now, newRole), ALLOW_KEY);

        assertThat(put.policyName()).isEqualTo("AtlasEncryptionAtRest-" + PROJECT.id());
        assertThat(put.document()).contains(KEY.toString()).contains(OTHER_KEY.toString());
        assertThat(PolicyDocument.parse(put.document()).statements()).hasSize(1);
    }

    @Test
    void theAccessPolicyKeepsWhatSomebodyAddedToIt() {
        var added = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Backup","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}\
            """;
        var now = new Situation()
                .records(authorized(R1, ROLE))
                .iamRole(iamRole(ROLE, trustOf(R1), Map.of("AtlasEncryptionAtRest-" + PROJECT.id(), added)));
        var put = (AwsRequest.PutRolePolicy) aws(plan(now, newRole), ALLOW_KEY);

        assertThat(Merges.takesNothingAway(PolicyDocument.parse(added), PolicyDocument.parse(put.document())))
                .isTrue();
        assertThat(put.document()).contains(KEY.toString());
    }

    private static Finding olderKey(CheckOutcome outcome) {
        return new Finding(
                CheckId.OLD_KEYS,
                outcome,
                Symptom.NONE,
                Text.of("check.old-keys.question"),
                Text.of("check.old-keys.open", 1),
                Optional.empty(),
                Optional.of(Finding.Remedy.allowing(List.of(OTHER_KEY.toString()))));
    }

    /** Backups keep the key that they were made with, and Atlas opens them with the role of today. */
    @ParameterizedTest
    @EnumSource(
            value = CheckOutcome.class,
            names = {"FAIL", "CANNOT_TELL"})
    void theRoleMayUseOlderKeysThatBackupsNeed(CheckOutcome outcome) {
        var plan = plan(new Situation().checks(olderKey(outcome)), newRole);
        var put = (AwsRequest.PutRolePolicy) aws(plan, ALLOW_KEY);
        var both = AtlasPolicies.access(List.of(KEY.toString(), OTHER_KEY.toString()));

        assertThat(PolicyDocument.parse(put.document()).sameMeaningAs(both)).isTrue();
        assertThat(plan.trunkBlocked()).isEmpty();
        assertThat(plan.step(ACCESS).orElseThrow().status()).isEqualTo(Status.TO_DO);
    }

    /** A run reads without the checks between its steps; the policy that it writes holds the older key all the same. */
    @Test
    void aReadingWithoutChecksGoesByWhatTheyFoundLast() {
        var now = new Situation()
                .checks(Observed.notRead())
                .snapshot()
                .withEvidence(Optional.of(new AccessEvidence(
                        ROLE,
                        KEY,
                        Observed.notRead(),
                        new AccessEvidence.OfKey(Observed.notRead(), Observed.notRead()),
                        new AccessEvidence.Addresses(Observed.notRead(), Observed.notRead()),
                        AccessEvidence.olderKeys(List.of(olderKey(CheckOutcome.FAIL))))));
        var plan = new EnablePlanner(WAITS).plan(now, newRole);

        assertThat(((AwsRequest.PutRolePolicy) aws(plan, ALLOW_KEY)).document())
                .contains(KEY.toString(), OTHER_KEY.toString());
        assertThat(plan.step(ALLOW_KEY).orElseThrow().reason()).isEqualTo(Text.of("enable.allowKey.older", 1L));
    }

    @Test
    void aPolicyWithoutRoomForTheOlderKeyIsNotSaidToAllowIt() {
        var full =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::"
                        + "x".repeat(10_100) + "\"}]}";
        var now = new Situation()
                .records(authorized(R1, ROLE))
                .iamRole(iamRole(ROLE, trustOf(R1), Map.of("AtlasEncryptionAtRest-" + PROJECT.id(), full)))
                .checks(olderKey(CheckOutcome.FAIL));
        var plan = plan(now, newRole);

        assertThat(((AwsRequest.PutRolePolicy) aws(plan, ALLOW_KEY)).document()).doesNotContain(OTHER_KEY.toString());
        assertThat(plan.step(ALLOW_KEY).orElseThrow().reason().key()).isEqualTo("enable.allowKey.reason");
    }

    /** Once the policy of the role has the older key, what the check says counts. */
    @Test
    void anOlderKeyThatTheRoleCannotUseEvenSoBlocks() {
        var both = AtlasPolicies.access(List.of(KEY.toString(), OTHER_KEY.toString()));
        var now = new Situation()
                .records(authorized(R1, ROLE))
                .iamRole(iamRole(ROLE, trustOf(R1), Map.of("AtlasEncryptionAtRest-" + PROJECT.id(), both.raw())))
                .checks(olderKey(CheckOutcome.FAIL));

        assertThat(status(now, newRole, ALLOW_KEY)).isEqualTo(Status.DONE);
        assertThat(plan(now, newRole).trunkBlocked().orElseThrow().id()).isEqualTo(StepId.ofCheck(CheckId.OLD_KEYS));
    }

    @Test
    void anotherPolicyOfTheRoleThatAllowsIsEnough() {
        var wide = Map.of(
                "mine",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}}");

        assertThat(status(new Situation().iamRole(iamRole(ROLE, trustOf(R1), wide)), newRole, ALLOW_KEY))
                .isEqualTo(Status.DONE);
    }

    @Test
    void whatAtlasProvesNeedsNoPolicyOfOurs() {
        var now = new Situation()
                .records(authorized(R1, ROLE))
                .iamRole(iamRole(ROLE, trustOf(R1), Map.of()))
                .configuration(using(R1, KEY, true));

        assertThat(plan(now, newRole).complete())
                .as("a managed policy may allow it")
                .isTrue();
    }
}
