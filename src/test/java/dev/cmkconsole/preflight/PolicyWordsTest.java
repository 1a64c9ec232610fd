package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.ATLAS;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.role;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.text.Messages;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What keeps Atlas out is named: the action, the condition, the other resource, the other principal. The verdicts are
 * from the IAM User Guide's pages on evaluation logic and on condition keys.
 */
class PolicyWordsTest {
    private static final Messages MESSAGES = new Messages(Locale.US, ZoneId.of("UTC"));

    private static final String THREE = "[\"kms:DescribeKey\",\"kms:Encrypt\",\"kms:Decrypt\"]";

    /** A project that Atlas does not use the key in. */
    private static AccessFacts unused() {
        var focus = CheckFocus.of(Optional.of(ROLE), Optional.of(new KeyReference.ByArn(KEY)), Optional.empty());
        return well(focus, false).with(Evidence.ENCRYPTION, known(new EncryptionAtRest(AwsKms.OFF, Set.of(), false)));
    }

    private static CheckVerdict verdict(AccessFacts facts, CheckId id) {
        return PreflightReport.of(facts).result(id).orElseThrow().verdict();
    }

    private static String reason(CheckVerdict verdict) {
        return MESSAGES.say(verdict.reason());
    }

    private static String evidence(CheckVerdict verdict) {
        return Stream.concat(Stream.of(verdict.reason()), verdict.reasoning().stream())
                .map(MESSAGES::say)
                .collect(Collectors.joining("\n"));
    }

    private static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static CheckVerdict keyPolicy(String... statements) {
        return verdict(unused().with(Evidence.KEY_POLICY, known(policy(statements))), CheckId.KEY_POLICY);
    }

    private static CheckVerdict trust(String... statements) {
        var role = new IamRole(ROLE, policy(statements), Map.of(), List.of(), Optional.empty(), NOW, Map.of());
        return verdict(unused().with(Evidence.ROLE, known(Optional.of(role))), CheckId.TRUST_POLICY);
    }

    private static CheckVerdict identity(List<Simulation.SimulatedAction> simulated, String... statements) {
        return verdict(
                unused().with(Evidence.ROLE, known(Optional.of(role(policy(statements)))))
                        .with(Evidence.SIMULATION, known(simulated)),
                CheckId.IDENTITY_POLICIES);
    }

    private static List<Simulation.SimulatedAction> lacking(Decision decision, String key) {
        return AtlasPolicies.KEY_ACTIONS.stream()
                .map(a -> new Simulation.SimulatedAction(
                        a, decision, List.of(), List.of(key), Optional.of(true), Optional.empty()))
                .toList();
    }

    private static String allowRole(String more) {
        return "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ROLE + "\"},\"Action\":" + THREE + more + "}";
    }

    private static String atlas(String action, String more) {
        return "{\"Sid\":\"Atlas\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ATLAS + "\"},\"Action\":\""
                + action + "\"" + more + "}";
    }

    private static final String OURS = ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"id-1\"}}";

    @Test
    void theConditionUnderWhichAKeyPolicyDeniesIsNamed() {
        var denied = keyPolicy(
                allowRole(",\"Resource\":\"*\""),
                "{\"Sid\":\"Europe\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringNotEquals\":{\"aws:RequestedRegion\":\"eu-west-1\"}}}");
        assertThat(denied.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(reason(denied)).contains("StringNotEquals aws:RequestedRegion = eu-west-1");
        assertThat(evidence(denied)).contains("\"Europe\" denies it, because its condition is met");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kms:eu-west-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c",
        "arn:aws:kms:us-east-1:111122223333:alias/atlas",
        "arn:aws:kms:us-east-1:444455556666:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c",
        "arn:aws-us-gov:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c",
        "arn:aws:kms:*:111122223333:key/mrk-*"
    })
    void anotherResourceIsNamed(String resource) {
        var key = keyPolicy(allowRole(",\"Resource\":\"" + resource + "\""));
        assertThat(key.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(reason(key)).contains(resource).doesNotContain("neither directly");
        var identity = identity(
                WorkingProject.simulated(Decision.IMPLICIT_DENY),
                "{\"Sid\":\"Keys\",\"Effect\":\"Allow\",\"Action\":" + THREE + ",\"Resource\":\"" + resource + "\"}");
        assertThat(identity.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(evidence(identity)).contains("\"Keys\" does not apply, because its Resource is " + resource);
    }

    @ParameterizedTest
    @CsvSource({"sts:TagSession", "sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity"})
    void aTrustPolicyThatAllowsAnotherActionLacksAssumeRole(String action) {
        var trust = trust(atlas(action, OURS));
        assertThat(trust.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(reason(trust)).endsWith("to call sts:AssumeRole.");
    }

    @Test
    void aTrustPolicyForAnotherAccountNamesIt() {
        var trust = trust(
                "{\"Sid\":\"Old\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::299602853325:root\"},"
                        + "\"Action\":\"sts:AssumeRole\"" + OURS + "}");
        assertThat(trust.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(evidence(trust)).contains("\"Old\" is for another principal: arn:aws:iam::299602853325:root");
    }

    @Test
    void onlyTheExternalIdsOfStatementsForAtlasAreNamed() {
        var trust = trust(
                atlas("sts:AssumeRole", ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"id-1 \"}}"),
                "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"},"
                    + "\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"theirs\"}}}");
        assertThat(trust.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(reason(trust)).contains("\"id-1 \"").contains("\"id-1\"").doesNotContain("theirs");
    }

    /** BoolIfExists holds where the key is absent, and fails where AWS sets it to false. Which it is, is not known. */
    @Test
    void aConditionThatIsUnknownIsNotCalledUnmet() {
        var trust = trust(atlas(
                "sts:AssumeRole",
                ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"id-1\"},"
                        + "\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"true\"}}"));
        assertThat(trust.outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(evidence(trust))
                .contains("BoolIfExists aws:MultiFactorAuthPresent = true, which cannot be determined from here")
                .doesNotContain("is not met");
    }

    /** It is denied where AWS sets the key to false as well as where the key is absent. */
    @Test
    void aKeyThatMayBeThereIsNotCalledAbsent() {
        var trust = trust(
                atlas("sts:AssumeRole", ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"id-1\"}}"),
                "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\","
                        + "\"Condition\":{\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}}}");
        assertThat(trust.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(reason(trust))
                .contains("BoolIfExists aws:MultiFactorAuthPresent")
                .doesNotContain("have no");
    }

    @Test
    void anAllowForEveryoneIsClosedByADenialOfOtherExternalIds() {
        var closed = new IamRole(
                ROLE,
                policy(
                        atlas("sts:AssumeRole", ""),
                        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\","
                                + "\"Condition\":{\"StringNotEquals\":{\"sts:ExternalId\":\"id-1\"}}}"),
                Map.of(),
                List.of(),
                Optional.empty(),
                NOW,
                Map.of());
        var facts = unused().with(Evidence.ROLE, known(Optional.of(closed)));
        assertThat(verdict(facts, CheckId.CONFUSED_DEPUTY).outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(verdict(facts, CheckId.TRUST_POLICY).outcome()).isEqualTo(CheckOutcome.PASS);
    }

    /** The policy AWSRevokeOlderSessions. A session of a role lasts twelve hours at most; NOW is 10:00 on 12 May 2027. */
    @ParameterizedTest
    @CsvSource({"2027-05-11T21:00:00Z, PASS", "2027-05-12T09:00:00Z, CANNOT_TELL", "2027-06-01T00:00:00Z, FAIL"})
    void sessionsOfBeforeATimeAreRevoked(String time, CheckOutcome expected) {
        var policies = identity(
                lacking(Decision.ALLOWED, "aws:TokenIssueTime"),
                "{\"Effect\":\"Allow\",\"Action\":" + THREE + ",\"Resource\":\"" + KEY + "\"}",
                "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"" + time + "\"}}}");
        assertThat(policies.outcome()).isEqualTo(expected);
    }

    private static final String TAGGED = "{\"Effect\":\"Allow\",\"Action\":" + THREE + ",\"Resource\":\"*\","
            + "\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/use\":\"atlas\"}}}";

    @Test
    void aSimulatorThatLacksTheTagsOfTheKeyDisagreesWithNobody() {
        var facts = unused().with(Evidence.KEY_TAGS, known(Map.of("use", "atlas")))
                .with(Evidence.ROLE, known(Optional.of(role(policy(TAGGED)))))
                .with(Evidence.SIMULATION, known(lacking(Decision.IMPLICIT_DENY, "aws:ResourceTag/use")));
        var policies = verdict(facts, CheckId.IDENTITY_POLICIES);
        assertThat(policies.outcome()).isEqualTo(CheckOutcome.PASS);
        assertThat(reason(policies)).contains("own evaluation");
    }

    @Test
    void aSimulatorThatRefusesWithAllValuesStillDisagrees() {
        var facts = unused().with(Evidence.KEY_TAGS, known(Map.of("use", "atlas")))
                .with(Evidence.ROLE, known(Optional.of(role(policy(TAGGED)))))
                .with(Evidence.SIMULATION, known(WorkingProject.simulated(Decision.IMPLICIT_DENY)));
        assertThat(verdict(facts, CheckId.IDENTITY_POLICIES).outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void theActionThatAServiceControlPolicyRefusesIsNamed() {
        var simulated = AtlasPolicies.KEY_ACTIONS.stream()
                .map(a -> new Simulation.SimulatedAction(
                        a,
                        a.equals("kms:Encrypt") ? Decision.EXPLICIT_DENY : Decision.ALLOWED,
                        List.of(),
                        List.of(),
                        Optional.of(!a.equals("kms:Encrypt")),
                        Optional.empty()))
                .toList();
        var organization =
                verdict(unused().with(Evidence.SIMULATION, known(simulated)), CheckId.SERVICE_CONTROL_POLICIES);
        assertThat(organization.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(reason(organization)).endsWith("does not allow kms:Encrypt.");
        assertThat(MESSAGES.say(organization.fixes().getFirst().advice()))
                .contains("kms:Encrypt")
                .doesNotContain("kms:Decrypt");
    }
}
