package dev.cmkconsole.procedure.access;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.OTHER_KEY;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.ROLE_NAME;
import static dev.cmkconsole.procedure.Situation.authorized;
import static dev.cmkconsole.procedure.Situation.key;
import static dev.cmkconsole.procedure.Situation.known;
import static dev.cmkconsole.procedure.Situation.using;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.edit.Merges;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.render.Texts;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preconditions of the enable procedure's first request, and the role of the key policy. */
class AccessChecksTest {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofSeconds(1), 5, Duration.ofSeconds(1));
    private static final String R1 = "6a793f88c0eb9e7a17716581";
    private static final StepId KEY_POLICY = AccessSteps.KEY_POLICY;

    private final EnableChoices want =
            EnableChoices.byConsole(RoleChoice.newRole(ROLE_NAME), new KeyChoice.Existing(KEY));

    private Step step(Situation now, EnableChoices choices, StepId id) {
        return new EnablePlanner(WAITS).plan(now.snapshot(), choices).step(id).orElseThrow();
    }

    private Status status(Situation now, StepId id) {
        return step(now, want, id).status();
    }

    private static Text blocked(Status status) {
        return ((Status.Blocked) status).reason();
    }

    private static String doubt(Status status) {
        return ((Status.CannotTell) status).reason().key();
    }

    @Test
    void aProjectOnCredentialsIsForAnotherProcedure() {
        var now = new AwsKms(
                true,
                Optional.empty(),
                Optional.of(KEY.keyId()),
                Optional.of(KEY.region()),
                Optional.of("AKIAEXAMPLE"),
                false,
                true);

        assertThat(blocked(status(new Situation().configuration(now), AccessSteps.CONFIGURATION))
                        .key())
                .isEqualTo("enable.onCredentials");
    }

    @Test
    void aProjectWithAnotherKeyIsForAnotherProcedure() {
        var now = new Situation().records(authorized(R1, ROLE)).configuration(using(R1, OTHER_KEY, true));

        assertThat(blocked(status(now, AccessSteps.CONFIGURATION)))
                .isEqualTo(Text.of("enable.alreadySet", OTHER_KEY.toString(), "us-east-1"));
    }

    @Test
    void anInvalidKeyIsRepairedNotReplaced() {
        var now = new Situation().records(authorized(R1, ROLE)).configuration(using(R1, OTHER_KEY, false));

        assertThat(blocked(status(now, AccessSteps.CONFIGURATION)).key()).isEqualTo("enable.keyInvalid");
    }

    @Test
    void whatAtlasHoldsMustBeReadable() {
        assertThat(blocked(status(new Situation().encryptionUnreadable(), AccessSteps.CONFIGURATION))
                        .key())
                .isEqualTo("plan.unreadable.encryption");
        assertThat(blocked(status(new Situation().rolesUnreadable(), AccessSteps.CONFIGURATION))
                        .key())
                .isEqualTo("plan.unreadable.roles");
    }

    @Test
    void notBeingOwnerBlocks() {
        assertThat(blocked(status(new Situation().owner(known(false)), AccessSteps.OWNER))
                        .key())
                .isEqualTo("enable.notOwner");
    }

    @Test
    void notKnowingTheOwnerIsADoubtThatCanBeAccepted() {
        for (Observed<Boolean> unknown :
                java.util.List.of(Situation.<Boolean>failed("TIMEOUT"), Observed.<Boolean>notRead())) {
            var now = new Situation().owner(unknown);
            assertThat(doubt(status(now, AccessSteps.OWNER))).isEqualTo("enable.ownerUnknown");
            assertThat(step(now, want.withAccepted(Set.of(AccessSteps.OWNER)), AccessSteps.OWNER)
                            .status())
                    .satisfies(s -> assertThat(s.acceptedDoubt()).isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AWS,      SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT,     Enabled, ENABLED,         AWS_MANAGED",
        "CUSTOMER, RSA_2048,          ENCRYPT_DECRYPT,     Enabled, ENABLED,         NOT_SYMMETRIC",
        "CUSTOMER, RSA_2048,          SIGN_VERIFY,         Enabled, ENABLED,         NOT_FOR_ENCRYPTION",
        "CUSTOMER, HMAC_256,          GENERATE_VERIFY_MAC, Enabled, ENABLED,         NOT_FOR_ENCRYPTION",
        "CUSTOMER, SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT,     Disabled, DISABLED,        DISABLED",
        "CUSTOMER, SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT,     PendingDeletion, PENDING_DELETION, PENDING_DELETION",
        "CUSTOMER, SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT,     PendingImport, PENDING_IMPORT,   PENDING_IMPORT",
        "CUSTOMER, SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT,     Unavailable, UNAVAILABLE,     NOT_READY",
        "CUSTOMER, SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT,     FromTheFuture, OTHER,   NOT_READY"
    })
    void aKeyThatAtlasCannotUseBlocks(
            String manager, String spec, String usage, String state, String word, String why) {
        var now = new Situation().key(known(key(KEY, manager, spec, usage, state)));

        assertThat(blocked(status(now, AccessSteps.KEY)))
                .isEqualTo(Text.of("key.unusable." + why, KEY.toString(), Text.of("key.state." + word, state)));
        assertThat(blocked(step(now, want.withAccepted(Set.of(AccessSteps.KEY)), AccessSteps.KEY)
                                .status())
                        .key())
                .as("cannot be accepted away")
                .isEqualTo("key.unusable." + why);
    }

    @Test
    void aKeyThatIsNotThereBlocksAndOneThatCannotBeReadIsADoubt() {
        assertThat(blocked(status(new Situation().key(Situation.failed("NotFoundException")), AccessSteps.KEY))
                        .key())
                .isEqualTo("enable.keyMissing");
        assertThat(doubt(status(new Situation().key(Situation.failed("AccessDeniedException")), AccessSteps.KEY)))
                .isEqualTo("enable.keyUnknown");
        assertThat(doubt(status(new Situation().key(Observed.notRead()), AccessSteps.KEY)))
                .isEqualTo("enable.keyUnknown");
    }

    @Test
    void whatWasReadOfAnotherKeySaysNothing() {
        Observed<CustomerKey> other = known(Situation.customerKey(OTHER_KEY));

        assertThat(doubt(status(new Situation().key(other), AccessSteps.KEY))).isEqualTo("enable.keyUnknown");
    }

    @Test
    void aRoleOfAnotherPartitionCanNeverReachTheKey() {
        var gov = KeyArn.of("arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        var choices = EnableChoices.byConsole(RoleChoice.existing(ROLE), new KeyChoice.Existing(gov));

        assertThat(blocked(step(new Situation(), choices, AccessSteps.KEY).status()))
                .isEqualTo(Text.of("enable.partition", "aws-us-gov", "aws"));
    }

    @Test
    void aKeyPolicyThatLeavesItToIamNeedsNothing() {
        assertThat(status(new Situation(), KEY_POLICY)).isEqualTo(Status.DONE);
    }

    @Test
    void aKeyPolicyThatNamesTheRoleNeedsNothing() {
        assertThat(status(
                        new Situation().keyPolicy(known(policy("Allow", "\"AWS\":\"" + ROLE + "\"", ""))), KEY_POLICY))
                .isEqualTo(Status.DONE);
    }

    @Test
    void aKeyPolicyThatShutsTheRoleOutGetsOneStatementMore() {
        var shut = policy("Allow", "\"AWS\":\"arn:aws:iam::111122223333:user/admin\"", "");
        var step = (Step.AwsStep) step(new Situation().keyPolicy(known(shut)), want, KEY_POLICY);

        assertThat(step.status()).isEqualTo(Status.TO_DO);
        var put = (AwsRequest.PutKeyPolicy) step.request().orElseThrow();
        assertThat(put.before()).isEqualTo(shut);
        assertThat(Merges.takesNothingAway(PolicyDocument.parse(shut), PolicyDocument.parse(put.document())))
                .isTrue();
        assertThat(put.document()).contains(ROLE.toString());
        assertThat(step.retry().codes())
                .as("KMS refuses a principal that is too new")
                .contains("MalformedPolicyDocumentException");
        assertThat(step.diff().orElseThrow().before()).isEqualTo(shut);
    }

    /** AWS refuses every document that names a principal that is gone, so nothing puts the earlier one back. */
    @ParameterizedTest
    @CsvSource({"AIDAJQABLZS4A3QDU576Q, COMPENSATE", "arn:aws:iam::111122223333:user/admin, UNDO"})
    void onlyAKeyPolicyThatAwsStillAcceptsIsSaidToBePutBack(String principal, Reversibility reversibility) {
        var shut = policy("Allow", "\"AWS\":\"" + principal + "\"", "");

        assertThat(step(new Situation().keyPolicy(known(shut)), want, KEY_POLICY)
                        .reversibility())
                .isEqualTo(reversibility);
    }

    @Test
    void aKeyPolicyThatDeniesBlocks() {
        var denying =
                "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement("Allow", "\"AWS\":\"" + ROLE + "\"", "") + ","
                        + statement(
                                "Deny",
                                "\"AWS\":\"*\"",
                                ",\"Condition\":{\"StringNotEquals\":{\"kms:ViaService\":\"ec2.us-east-1.amazonaws.com\"}}")
                        + "]}";

        assertThat(blocked(status(new Situation().keyPolicy(known(denying)), KEY_POLICY))
                        .key())
                .isEqualTo("enable.keyPolicyDenies");
    }

    @Test
    void aKeyPolicyUnderAConditionNobodyCanJudgeIsADoubt() {
        var conditional = policy(
                "Allow",
                "\"AWS\":\"" + ROLE + "\"",
                ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}");
        var now = new Situation().keyPolicy(known(conditional));

        assertThat(doubt(status(now, KEY_POLICY))).isEqualTo("enable.keyPolicyDepends");
        assertThat(step(now, want.withAccepted(Set.of(KEY_POLICY)), KEY_POLICY).status())
                .satisfies(s -> assertThat(s.acceptedDoubt()).isPresent());
    }

    @Test
    void aKeyPolicyThatCannotBeReadIsADoubtUntilAtlasHasSavedTheKey() {
        var now = new Situation().records(authorized(R1, ROLE)).keyPolicy(Situation.failed("AccessDeniedException"));

        assertThat(doubt(status(now, KEY_POLICY))).isEqualTo("enable.keyPolicyUnknown");
        assertThat(status(now.configuration(using(R1, KEY, true)), KEY_POLICY)).isEqualTo(Status.DONE);
        assertThat(doubt(status(new Situation().keyPolicy(known("no policy")), KEY_POLICY)))
                .isEqualTo("enable.keyPolicyUnknown");
    }

    @Test
    void aKeyPolicyThatWouldGrowTooLargeBlocks() {
        var shut = policy("Allow", "\"AWS\":\"arn:aws:iam::111122223333:user/" + "a".repeat(32_600) + "\"", "");

        assertThat(blocked(status(new Situation().keyPolicy(known(shut)), KEY_POLICY))
                        .key())
                .isEqualTo("enable.keyPolicyTooLarge");
    }

    @Test
    void aKeyOfAnotherAccountNeedsItsPolicyToNameTheRole() {
        var foreign = KeyArn.of("arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab");
        var choices = EnableChoices.byConsole(
                RoleChoice.existing(new RoleArn("aws", Situation.ACCOUNT, "/", ROLE_NAME)),
                new KeyChoice.Existing(foreign));
        var now = new Situation()
                .key(known(Situation.customerKey(foreign)))
                .keyPolicy(known(Situation.DELEGATING.replace(Situation.ACCOUNT, "999988887777")));

        assertThat(step(now, choices, KEY_POLICY).status())
                .as("delegating to its own account does not let ours in")
                .isEqualTo(Status.TO_DO);
    }

    @Test
    void aKeyPolicyToBeChangedByHandIsAManualStep() {
        var shut = policy("Allow", "\"AWS\":\"arn:aws:iam::111122223333:user/admin\"", "");
        var choices = EnableChoices.byConsole(want.role(), new KeyChoice.Existing(KEY))
                .withActors(Actor.CONSOLE, Actor.USER);
        var plan = new EnablePlanner(WAITS)
                .plan(new Situation().keyPolicy(known(shut)).snapshot(), choices);
        var manual = (Step.ManualStep) plan.step(KEY_POLICY).orElseThrow();

        assertThat(Texts.of(plan).copyables(manual))
                .extracting(c -> c.label().key())
                .containsExactly("copy.keyPolicy", "copy.awsCommand");
        assertThat(step(new Situation().keyPolicy(known(shut)), choices.withDoneByHand(Set.of(KEY_POLICY)), KEY_POLICY)
                        .status())
                .isEqualTo(Status.DONE);
    }

    private static String policy(String effect, String principal, String more) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement(effect, principal, more) + "]}";
    }

    private static String statement(String effect, String principal, String more) {
        return "{\"Effect\":\"" + effect + "\",\"Principal\":{" + principal
                + "},\"Action\":\"kms:*\",\"Resource\":\"*\"" + more + "}";
    }
}
