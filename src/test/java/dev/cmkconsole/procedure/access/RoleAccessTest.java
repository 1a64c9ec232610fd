package dev.cmkconsole.procedure.access;

import static dev.cmkconsole.procedure.Situation.ACCOUNT;
import static dev.cmkconsole.procedure.Situation.ATLAS_ACCOUNT;
import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.NOW;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.externalId;
import static dev.cmkconsole.procedure.Situation.iamRole;
import static dev.cmkconsole.procedure.Situation.inProgress;
import static dev.cmkconsole.procedure.Situation.known;
import static dev.cmkconsole.procedure.Situation.trustOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.AccessEvidence;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a plan makes of key policies, trust policies, grants and managed policies. The expected values are written from
 * AWS' documents: "Condition keys for AWS KMS", "AWS global condition context keys" and "Policy evaluation logic".
 */
class RoleAccessTest {
    private static final String RECORD = "6a5b4c3d2e1f001122334455";
    private static final String ACTIONS = "[\"kms:Encrypt\",\"kms:Decrypt\",\"kms:DescribeKey\"]";
    private static final String OTHER = "444455556666";
    private static final EnableChoices EXISTING =
            EnableChoices.byConsole(RoleChoice.existing(ROLE), new KeyChoice.Existing(KEY));

    private final AccessEvidence.Addresses noAddresses =
            new AccessEvidence.Addresses(Observed.notRead(), Observed.notRead());

    private static Situation situation() {
        return new Situation().records(inProgress(RECORD)).iamRole(role(trustOf(RECORD), Map.of()));
    }

    private static IamRole role(String trust, Map<String, String> tags) {
        return new IamRole(ROLE, trust, Situation.access(KEY), List.of(), Optional.empty(), NOW, tags);
    }

    private static String keyPolicy(String condition) {
        return keyPolicy("{\"AWS\":\"*\"}", condition);
    }

    private static String keyPolicy(String principal, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Principal\":"
                + principal + ",\"Action\":" + ACTIONS + ",\"Resource\":\"*\",\"Condition\":" + condition + "}]}";
    }

    private static String trust(String principal, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":\"sts:AssumeRole\",\"Condition\":" + condition.replace("ID", externalId(RECORD))
                + "}]}";
    }

    private Plan plan(Situation now, EnableChoices want, AccessEvidence... evidence) {
        return new EnablePlanner(Bench.WAITS)
                .plan(now.snapshot().withEvidence(List.of(evidence).stream().findFirst()), want);
    }

    private static String word(Plan plan, StepId step) {
        return plan.step(step).orElseThrow().status().getClass().getSimpleName();
    }

    private AccessEvidence evidence(List<KeyGrant> grants, Map<String, String> tags, ManagedPolicies managed) {
        return new AccessEvidence(
                ROLE, KEY, known(managed), new AccessEvidence.OfKey(known(grants), known(tags)), noAddresses);
    }

    private static final ManagedPolicies NONE = new ManagedPolicies(List.of(), Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"StringLike":{"aws:PrincipalArn":["arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:role/atlas-*"]}} | Done
        {"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/atlas-*"}}                        | Done
        {"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/other-*"}}                        | ToDo
        {"StringEquals":{"kms:CallerAccount":"111122223333"}}                                            | Done
        {"StringEquals":{"kms:CallerAccount":"444455556666"}}                                            | ToDo
        {"StringEquals":{"aws:PrincipalAccount":"111122223333"}}                                         | Done
        {"StringEquals":{"aws:PrincipalType":"Account"}}                                                 | ToDo
        {"StringEquals":{"aws:PrincipalType":"AssumedRole"}}                                             | Done
        {"StringEquals":{"kms:CallerAccount":"111122223333","kms:ViaService":"s3.us-east-1.amazonaws.com"}} | ToDo
        {"Bool":{"aws:SecureTransport":"true"}}                                                          | Done
        {"StringEquals":{"aws:RequestedRegion":"us-east-1"}}                                             | Done
        {"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}                                             | ToDo
        {"StringEquals":{"aws:ResourceAccount":"111122223333"}}                                          | Done
        {"StringEquals":{"aws:PrincipalTag/team":"data"}}                                                | Done
        {"StringEquals":{"aws:PrincipalTag/team":"web"}}                                                 | ToDo
        {"StringEquals":{"aws:ResourceTag/stage":"prod"}}                                                | Done
        {"StringEquals":{"aws:ResourceTag/stage":"test"}}                                                | ToDo
        {"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}                                   | Done
        {"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}                                      | ToDo
        {"StringEquals":{"aws:PrincipalOrgID":"o-example"}}                                              | CannotTell
        """)
    void theKeyPolicyIsJudgedAsTheChecksJudgeIt(String condition, String expected) {
        var now = situation()
                .iamRole(role(trustOf(RECORD), Map.of("team", "data")))
                .keyPolicy(known(keyPolicy(condition)));

        assertThat(word(
                        plan(now, EXISTING, evidence(List.of(), Map.of("stage", "prod"), NONE)),
                        AccessSteps.KEY_POLICY))
                .isEqualTo(expected);
    }

    @Test
    void aRootStatementForTheRootUserAloneGetsOneForTheRoleAndStays() {
        var before = keyPolicy(
                "{\"AWS\":\"arn:aws:iam::" + ACCOUNT + ":root\"}",
                "{\"StringEquals\":{\"aws:PrincipalType\":\"Account\"}}");
        var step =
                (Step.AwsStep) plan(situation().keyPolicy(known(before)), EXISTING, evidence(List.of(), Map.of(), NONE))
                        .step(AccessSteps.KEY_POLICY)
                        .orElseThrow();
        var request = (AwsRequest.PutKeyPolicy) step.request().orElseThrow();

        assertThat(step.status()).isEqualTo(Status.TO_DO);
        assertThat(request.before()).isEqualTo(before);
        assertThat(request.document()).contains("\"A\"", "aws:PrincipalType", ROLE.toString());
    }

    /** KMS does not know a new role at once. It knows an older one, and refuses the document for another reason. */
    @ParameterizedTest
    @CsvSource({"0, true", "14, true", "16, false", "100000, false"})
    void aRefusedKeyPolicyIsSentAgainOnlyForARoleMadeAMomentAgo(long minutes, boolean again) {
        var role = new IamRole(
                ROLE,
                trustOf(RECORD),
                Situation.access(KEY),
                List.of(),
                Optional.empty(),
                NOW.minus(Duration.ofMinutes(minutes)),
                Map.of());
        var refusing =
                situation().iamRole(role).keyPolicy(known(keyPolicy("{\"Bool\":{\"aws:SecureTransport\":\"false\"}}")));
        var step = (Step.AwsStep) plan(refusing, EXISTING, evidence(List.of(), Map.of(), NONE))
                .step(AccessSteps.KEY_POLICY)
                .orElseThrow();

        assertThat(step.status()).isEqualTo(Status.TO_DO);
        assertThat(step.retry().codes().contains("MalformedPolicyDocumentException"))
                .isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Encrypt,Decrypt,DescribeKey | false | Done
        Encrypt,Decrypt             | false | ToDo
        Encrypt,Decrypt,DescribeKey | true  | ToDo
        """)
    void aGrantCountsAsTheChecksCountIt(String operations, boolean constrained, String expected) {
        var grant = new KeyGrant("g-1", ROLE.toString(), Set.of(operations.split(",")), constrained);
        var now =
                situation().keyPolicy(known(keyPolicy("{\"StringEquals\":{\"kms:CallerAccount\":\"" + OTHER + "\"}}")));

        assertThat(word(plan(now, EXISTING, evidence(List.of(grant), Map.of(), NONE)), AccessSteps.KEY_POLICY))
                .isEqualTo(expected);
    }

    /** A statement that makes it sure is known, so it is offered although the grants cannot be read. */
    @Test
    void grantsThatCannotBeReadHoldNoKnownFixBack() {
        var now =
                situation().keyPolicy(known(keyPolicy("{\"StringEquals\":{\"kms:CallerAccount\":\"" + OTHER + "\"}}")));

        assertThat(word(plan(now, EXISTING), AccessSteps.KEY_POLICY)).isEqualTo("ToDo");
    }

    @Test
    void anotherAccountsKeyThatNamesTheRoleIsNotChanged() {
        var key = KeyArn.of("arn:aws:kms:us-east-1:" + OTHER + ":key/1234abcd-12ab-34cd-56ef-1234567890ab");
        var now = new Situation()
                .records(inProgress(RECORD))
                .iamRole(iamRole(ROLE, trustOf(RECORD), Situation.access(key)))
                .key(known(Situation.customerKey(key)))
                .keyPolicy(known(
                        keyPolicy("{\"AWS\":\"" + ROLE + "\"}", "{\"Bool\":{\"aws:SecureTransport\":\"true\"}}")));
        var plan = plan(now, EnableChoices.byConsole(RoleChoice.existing(ROLE), new KeyChoice.Existing(key)));

        assertThat(word(plan, AccessSteps.KEY_POLICY)).isEqualTo("Done");
        assertThat(word(plan, AccessSteps.ALLOW_KEY)).isEqualTo("Done");
    }

    /** A managed policy that allows the key is enough; the program adds no inline policy beside it. */
    @Test
    void aManagedPolicyThatAllowsTheKeyIsEnough() {
        var arn = "arn:aws:iam::" + ACCOUNT + ":policy/atlas-keys";
        var document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":" + ACTIONS
                + ",\"Resource\":\"" + KEY + "\"}]}";
        var now = situation()
                .iamRole(new IamRole(ROLE, trustOf(RECORD), Map.of(), List.of(arn), Optional.empty(), NOW, Map.of()));
        var managed =
                new ManagedPolicies(List.of(new ManagedPolicies.ManagedPolicy(arn, known(document))), Optional.empty());

        assertThat(word(plan(now, EXISTING, evidence(List.of(), Map.of(), managed)), AccessSteps.ALLOW_KEY))
                .isEqualTo("Done");
        assertThat(word(plan(now, EXISTING), AccessSteps.ALLOW_KEY)).isEqualTo("ToDo");
    }

    @Test
    void evidenceAboutAnotherKeyOrRoleDoesNotCount() {
        var grant = new KeyGrant("g-1", ROLE.toString(), Set.of("Encrypt", "Decrypt", "DescribeKey"), false);
        var now =
                situation().keyPolicy(known(keyPolicy("{\"StringEquals\":{\"kms:CallerAccount\":\"" + OTHER + "\"}}")));
        var elsewhere = new AccessEvidence(
                new RoleArn("aws", ACCOUNT, "/", "another"),
                KEY,
                known(NONE),
                new AccessEvidence.OfKey(known(List.of(grant)), known(Map.of())),
                noAddresses);

        assertThat(word(plan(now, EXISTING, elsewhere), AccessSteps.KEY_POLICY)).isEqualTo("ToDo");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        arn:aws:iam::536727724300:root | {"StringEquals":{"sts:ExternalId":"ID"}}                                     | Done
        536727724300                   | {"StringEquals":{"sts:ExternalId":["another","ID"]}}                         | Done
        arn:aws:iam::536727724300:root | {"StringLike":{"sts:ExternalId":"ID"}}                                       | Done
        arn:aws:iam::536727724300:root | {"StringEquals":{"sts:ExternalId":"ID","aws:PrincipalAccount":"536727724300"}} | Done
        arn:aws:iam::536727724300:root | {"StringEquals":{"sts:ExternalId":"ID"},"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}} | Done
        arn:aws:iam::536727724300:root | {"StringEquals":{"sts:ExternalId":"ID"},"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}    | ToDo
        arn:aws:iam::536727724300:root | {"StringEquals":{"sts:ExternalId":"another"}}                                | ToDo
        arn:aws:iam::999999999999:root | {"StringEquals":{"sts:ExternalId":"ID"}}                                     | ToDo
        arn:aws:iam::536727724300:root | {"StringEquals":{"sts:ExternalId":"ID"},"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}} | CannotTell
        """)
    void aTrustPolicyThatIsRightIsNotWrittenAgain(String principal, String condition, String expected) {
        assertThat(ATLAS_ACCOUNT).contains("536727724300");
        var now = situation().iamRole(iamRole(ROLE, trust(principal, condition), Situation.access(KEY)));

        assertThat(word(plan(now, EXISTING), AccessSteps.SET_UP_ROLE)).isEqualTo(expected);
    }

    /** Another statement would go past the customer's own condition, so the user decides and nothing is written. */
    @Test
    void aTrustPolicyUnderAnUnknownConditionStaysWhenTheUserGoesOn() {
        var condition =
                "{\"StringEquals\":{\"sts:ExternalId\":\"ID\"},\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}";
        var now = situation().iamRole(iamRole(ROLE, trust(ATLAS_ACCOUNT, condition), Situation.access(KEY)));

        assertThat(word(plan(now, EXISTING.withAccepted(Set.of(AccessSteps.SET_UP_ROLE))), AccessSteps.SET_UP_ROLE))
                .isEqualTo("Done");
    }
}
