package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.ATLAS;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.simulated;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.text.Messages;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a check offers is a document that AWS takes and that helps, or it is advice. */
class ProposedFixesTest {
    /** As KMS shows a deleted role and a deleted user (IAM user guide, "IAM identifiers", unique ids). */
    private static final String GONE_ROLE = "AROADBQP57FF2AEXAMPLE";

    private static final String GONE_USER = "AIDACKCEVSQ6C2EXAMPLE";
    private static final String ADMIN = """
        {"Sid":"Admin","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/dana"},
         "Action":"kms:*","Resource":"*"}\
        """;

    private static AccessFacts unsettled() {
        return well(CheckFocus.of(Optional.of(ROLE), Optional.of(new KeyReference.ByArn(KEY)), Optional.empty()), false)
                .with(Evidence.ENCRYPTION, known(new EncryptionAtRest(AwsKms.OFF, Set.of(), false)))
                .with(Evidence.OPERATOR, known(List.of(writer())));
    }

    private static Simulation.SimulatedAction writer() {
        return new Simulation.SimulatedAction(
                "kms:PutKeyPolicy", Decision.ALLOWED, List.of(), List.of(), Optional.of(true), Optional.empty());
    }

    private static String keyPolicy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static String statement(String sid, String principals) {
        return "{\"Sid\":\"" + sid + "\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":" + principals
                + "},\"Action\":\"kms:*\",\"Resource\":\"*\"}";
    }

    private static CheckVerdict verdict(AccessFacts facts, CheckId id) {
        return PreflightReport.of(facts).result(id).orElseThrow().verdict();
    }

    private static CheckVerdict ofKeyPolicy(String policy) {
        return verdict(unsettled().with(Evidence.KEY_POLICY, known(policy)), CheckId.KEY_POLICY);
    }

    private static IamRole trusting(String trust) {
        return new IamRole(
                ROLE,
                trust,
                Map.of("access", AtlasPolicies.access(List.of(KEY.toString())).raw()),
                List.of(),
                Optional.empty(),
                NOW,
                Map.of());
    }

    private static String say(Text text) {
        return new Messages(Locale.US, ZoneId.of("UTC")).say(text);
    }

    @Test
    void aDeletedPrincipalIsNamedAndLeftOut() {
        var verdict = ofKeyPolicy(
                keyPolicy(ADMIN, statement("Old", "[\"" + GONE_ROLE + "\",\"arn:aws:iam::111122223333:user/eve\"]")));
        assertThat(verdict.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict.reasoning().stream().map(ProposedFixesTest::say))
                .anyMatch(
                        line -> line.contains(GONE_ROLE) && line.contains("Old") && line.contains("no longer exists"));
        var change = (Fix.PolicyChange) verdict.fixes().getFirst();
        assertThat(say(change.advice())).contains(GONE_ROLE);
        assertThat(change.after())
                .doesNotContain(GONE_ROLE)
                .contains("user/eve")
                .contains(ROLE.toString());
    }

    @Test
    void aDeletedUserInATrustPolicyIsLeftOutToo() {
        var trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Leaver\",\"Effect\":\"Allow\","
                + "\"Principal\":{\"AWS\":\"" + GONE_USER + "\"},\"Action\":\"sts:AssumeRole\"}]}";
        var verdict =
                verdict(unsettled().with(Evidence.ROLE, known(Optional.of(trusting(trust)))), CheckId.TRUST_POLICY);
        assertThat(verdict.reasoning().stream().map(ProposedFixesTest::say))
                .anyMatch(line -> line.contains(GONE_USER) && line.contains("Leaver"));
        var change = (Fix.PolicyChange) verdict.fixes().getFirst();
        assertThat(change.after()).doesNotContain(GONE_USER).contains(ATLAS);
    }

    @Test
    void aNotPrincipalThatExemptsOnlyTheDeletedIsForAPersonToDecide() {
        var verdict = ofKeyPolicy(keyPolicy(
                ADMIN,
                "{\"Sid\":\"Only\",\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":\"" + GONE_USER
                        + "\"},\"Action\":\"kms:ScheduleKeyDeletion\",\"Resource\":\"*\"}"));
        assertThat(verdict.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict.fixes()).noneMatch(Fix.PolicyChange.class::isInstance);
        assertThat(say(verdict.fixes().getFirst().advice())).contains(GONE_USER).contains("Only");
    }

    @Test
    void noDocumentIsOfferedThatWouldLockItsAuthorOut() {
        var facts =
                unsettled().with(Evidence.KEY_POLICY, known(keyPolicy(statement("Admin", "\"" + GONE_USER + "\""))));
        var verdict = verdict(facts, CheckId.KEY_POLICY);
        assertThat(verdict.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict.fixes()).noneMatch(Fix.PolicyChange.class::isInstance);
        assertThat(verdict(facts, CheckId.NO_LOCK_OUT).outcome()).isEqualTo(CheckOutcome.FAIL);
    }

    @Test
    void aPolicyThatNamesServicesKeepsThem() {
        var service =
                "{\"Sid\":\"Logs\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"logs.amazonaws.com\",\"AWS\":\""
                        + GONE_ROLE + "\"},\"Action\":\"kms:Encrypt\",\"Resource\":\"*\"}";
        var change = (Fix.PolicyChange)
                ofKeyPolicy(keyPolicy(ADMIN, service)).fixes().getFirst();
        assertThat(change.after()).contains("logs.amazonaws.com").doesNotContain(GONE_ROLE);
    }

    @Test
    void noKeyPolicyIsOfferedForARoleThatDoesNotExist() {
        var verdict = verdict(
                unsettled()
                        .with(Evidence.ROLE, known(Optional.empty()))
                        .with(Evidence.KEY_POLICY, known(keyPolicy(ADMIN))),
                CheckId.KEY_POLICY);
        assertThat(verdict.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict.fixes()).noneMatch(Fix.PolicyChange.class::isInstance);
        assertThat(say(verdict.fixes().getFirst().advice())).contains("Create the role first");
    }

    @Test
    void aChangeThatAnotherPolicyVoidsSaysSo() {
        var denying = trusting(AtlasPolicies.trust(ATLAS, "id-1").raw())
                .withInline(Map.of(
                        "deny",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"kms:Decrypt\","
                                + "\"Resource\":\"*\"}]}"));
        var facts = unsettled().with(Evidence.KEY_POLICY, known(keyPolicy(ADMIN)));
        assertThat(advice(facts)).doesNotContain("does not suffice");
        assertThat(advice(facts.with(Evidence.ROLE, known(Optional.of(denying)))))
                .contains("does not suffice");
        var organization = simulated(Decision.IMPLICIT_DENY).stream()
                .map(s -> new Simulation.SimulatedAction(
                        s.action(), s.decision(), List.of(), List.of(), Optional.of(false), Optional.empty()))
                .toList();
        assertThat(advice(facts.with(Evidence.SIMULATION, known(organization)))).contains("does not suffice");
    }

    private static String advice(AccessFacts facts) {
        return say(verdict(facts, CheckId.KEY_POLICY).fixes().getFirst().advice());
    }

    /** IAM: 2,048 characters by default; an account may raise it to 4,096. */
    @Test
    void aTrustPolicyLargerThanTheDefaultShowsARaisedQuota() {
        assertThat(trustFix(1_900)).isInstanceOf(Fix.Advice.class);
        assertThat(trustFix(2_500)).isInstanceOf(Fix.PolicyChange.class);
        assertThat(trustFix(4_050)).isInstanceOf(Fix.Advice.class);
    }

    private static Fix trustFix(int size) {
        var start = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"";
        var end = "\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},"
                + "\"Action\":\"sts:AssumeRole\"}]}";
        var trust = start + "a".repeat(size - start.length() - end.length()) + end;
        assertThat(trust).hasSize(size);
        return verdict(unsettled().with(Evidence.ROLE, known(Optional.of(trusting(trust)))), CheckId.TRUST_POLICY)
                .fixes()
                .getFirst();
    }

    @Test
    void theProposedRequestIsTheShownDocument() {
        var change = (Fix.PolicyChange) ofKeyPolicy(keyPolicy(ADMIN)).fixes().getFirst();
        assertThat(((AwsRequest.PutKeyPolicy) change.request()).document()).isEqualTo(change.after());
    }
}
