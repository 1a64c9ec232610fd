package dev.cmkconsole.preflight.check.role;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The proposed changes for a role that several projects share and whose trust policy is full. */
class TrustPolicyFixTest {
    private static final Instant NOW = Instant.parse("2027-05-12T10:00:00Z");
    private static final RoleArn ROLE = RoleArn.of("arn:aws:iam::111122223333:role/atlas");
    private static final String ATLAS = "arn:aws:iam::536727724300:root";
    private static final int LIMIT = 2_048;

    private static CheckVerdict judged(String trust) {
        var record =
                new AccessRole("r1", ATLAS, "id-1", Optional.of(ROLE.toString()), NOW, Optional.of(NOW), List.of());
        var role = new IamRole(ROLE, trust, Map.of(), List.of(), Optional.empty(), NOW, Map.of());
        var facts = AccessFacts.none(
                        "5f2a00000000000000000001",
                        CheckFocus.of(Optional.of(ROLE), Optional.empty(), Optional.empty()),
                        NOW)
                .with(Evidence.RECORDS, new Observed.Known<>(List.of(record), NOW))
                .with(Evidence.ENCRYPTION, Observed.notRead())
                .with(Evidence.ROLE, new Observed.Known<>(Optional.of(role), NOW));
        return new TrustPolicy().answer(facts).orElseThrow().verdict();
    }

    /** A trust policy with a statement for another project, filled up to a length. */
    private static String filled(int length) {
        var document = AtlasPolicies.trust(ATLAS, "another-project").tree();
        var statements = (ArrayNode) document.get("Statement");
        var filler = statements.addObject();
        filler.put("Sid", "");
        filler.put("Effect", "Allow");
        filler.putObject("Principal").put("Service", "ec2.amazonaws.com");
        filler.put("Action", "sts:AssumeRole");
        filler.put("Sid", "x".repeat(length - document.toString().length()));
        return document.toString();
    }

    @Test
    void theExternalIdJoinsTheStatementForAtlasWhereNoOtherFits() {
        var full = filled(LIMIT - 50);
        var verdict = judged(full);
        assertThat(verdict.outcome()).isEqualTo(CheckOutcome.FAIL);
        var fix = (Fix.PolicyChange) verdict.fixes().getFirst();
        assertThat(fix.advice().key()).isEqualTo("check.trust-policy.widen");
        assertThat(fix.request()).isEqualTo(new AwsRequest.UpdateTrustPolicy("atlas", full, fix.after()));
        assertThat(PolicyDocument.parse(fix.after()).statements())
                .hasSameSizeAs(PolicyDocument.parse(full).statements());
        assertThat(judged(fix.after()).outcome()).isEqualTo(CheckOutcome.PASS);
    }

    /** IAM user guide, condition operators: a negated operator names what it refuses, not what it requires. */
    @Test
    void aNegatedConditionOnTheExternalIdRequiresNoOther() {
        var verdict = judged("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},
            "Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"id-1"},
            "StringNotEquals":{"sts:ExternalId":"id-1"}}}]}\
            """.formatted(ATLAS));
        assertThat(verdict.outcome()).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict.reason().key()).isEqualTo("check.trust-policy.notMet");
        assertThat(verdict.reason().args().toString()).contains("StringNotEquals");
    }

    /** Which role the project has stands in the configuration, so an unread one is no missing role. */
    @Test
    void aConfigurationThatWasNotReadIsNoMissingRole() {
        var facts = AccessFacts.none(
                        "5f2a00000000000000000001",
                        CheckFocus.of(Optional.empty(), Optional.empty(), Optional.empty()),
                        NOW)
                .with(Evidence.RECORDS, new Observed.Known<>(List.of(), NOW))
                .with(Evidence.ENCRYPTION, Observed.notRead());
        var verdict = new RoleExists().answer(facts).orElseThrow().verdict();
        assertThat(verdict.outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict.reason().key()).startsWith("check.unread");
    }

    @Test
    void withRoomThereIsAStatementOfItsOwn() {
        var fix = (Fix.PolicyChange) judged(filled(1_000)).fixes().getFirst();
        assertThat(fix.advice().key()).isEqualTo("check.trust-policy.fix");
        assertThat(PolicyDocument.parse(fix.after()).statements()).hasSize(3);
    }

    /** Nobody knows the addresses from which Atlas calls STS, so the denial may stay. */
    @Test
    void aChangeBesideADenialThatMayApplyIsSaidNotToSuffice() {
        var fix = (Fix.PolicyChange) judged("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole",
            "Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}\
            """).fixes().getFirst();
        assertThat(fix.advice().key()).isEqualTo("check.notAlone");
    }

    @Test
    void withoutAnyRoomItIsSaid() {
        assertThat(judged(filled(LIMIT)).fixes().getFirst())
                .isInstanceOfSatisfying(
                        Fix.Advice.class,
                        said -> assertThat(said.advice().key()).isEqualTo("check.trust-policy.tooLarge"));
    }
}
