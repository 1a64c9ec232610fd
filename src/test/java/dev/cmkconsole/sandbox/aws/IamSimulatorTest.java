package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.EXTERNAL_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.ROLE;
import static dev.cmkconsole.sandbox.aws.AwsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.document.AtlasPolicies;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** The policy simulator, driven by the AWS SDK. */
class IamSimulatorTest {

    private static final String TRUST =
            AtlasPolicies.trust("arn:aws:iam::536727724300:root", EXTERNAL_ID).raw();
    private static final String ACCESS = AtlasPolicies.access(List.of(KEY)).raw();
    private final AwsFixture aws = new AwsFixture();
    private final IamClient iam = aws.iam();

    @AfterEach
    void close() throws Exception {
        aws.close();
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    @Test
    void theSimulatorGivesOneResultForEachActionWithItsResourcesInside() {
        var other = KEY.replace("1234abcd", "99999999");
        var result = iam.simulatePrincipalPolicy(r -> r.policySourceArn(ROLE)
                        .actionNames("kms:Encrypt", "kms:CreateKey")
                        .resourceArns(KEY, other))
                .evaluationResults();
        assertThat(result).hasSize(2);
        var encrypt = result.getFirst();
        assertThat(encrypt.evalActionName()).isEqualTo("kms:Encrypt");
        assertThat(encrypt.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(encrypt.evalResourceName()).isNotEqualTo(KEY);
        assertThat(encrypt.organizationsDecisionDetail()).isNull();
        assertThat(encrypt.resourceSpecificResults())
                .extracting(r -> r.evalResourceName() + " " + r.evalResourceDecisionAsString())
                .containsExactly(KEY + " allowed", other + " implicitDeny");
        var statement =
                encrypt.resourceSpecificResults().getFirst().matchedStatements().getFirst();
        assertThat(statement.sourcePolicyId()).isEqualTo("role_AtlasKeys_AtlasEncryptionAtRest");
        assertThat(statement.sourcePolicyTypeAsString()).isEqualTo("role");
        assertThat(statement.startPosition().line()).isEqualTo(4);
        assertThat(statement.endPosition().line()).isGreaterThan(4);
        assertThat(result.get(1).evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
    }

    @Test
    void theSimulatorKnowsBoundaryOrganizationAndMissingKeys() {
        aws.cloud.setServiceControlPolicies(
                "111122223333",
                List.of("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:*\",\"Resource\":\"*\"}}"));
        var admin = aws.iam(ADMIN);
        var limited = admin.simulatePrincipalPolicy(r -> r.policySourceArn(ROLE)
                        .actionNames("kms:Encrypt")
                        .resourceArns(KEY)
                        .permissionsBoundaryPolicyInputList(ACCESS))
                .evaluationResults()
                .getFirst();
        assertThat(limited.evalDecisionAsString()).isEqualTo("implicitDeny");
        assertThat(limited.organizationsDecisionDetail().allowedByOrganizations())
                .isFalse();
        assertThat(limited.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isTrue();
        var conditional =
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"kms:*\",\"Resource\":\"*\","
                    + "\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}}}}";
        aws.cloud.setServiceControlPolicies("111122223333", List.of());
        var missing = admin.simulatePrincipalPolicy(r -> r.policySourceArn(ROLE)
                        .actionNames("kms:Encrypt")
                        .resourceArns(KEY)
                        .policyInputList(conditional))
                .evaluationResults()
                .getFirst();
        assertThat(missing.evalDecisionAsString()).isEqualTo("explicitDeny");
        assertThat(missing.missingContextValues()).containsExactly("aws:SourceIp");
        var given = admin.simulatePrincipalPolicy(r -> r.policySourceArn(ROLE)
                        .actionNames("kms:Encrypt")
                        .resourceArns(KEY)
                        .policyInputList(conditional)
                        .contextEntries(c -> c.contextKeyName("aws:SourceIp")
                                .contextKeyType("ip")
                                .contextKeyValues("203.0.113.9")))
                .evaluationResults()
                .getFirst();
        assertThat(given.evalDecisionAsString()).isEqualTo("allowed");
        assertThat(given.missingContextValues()).isEmpty();
    }

    @Test
    void theSimulatorTakesCustomPoliciesAndRefusesNonsense() {
        var result = iam.simulateCustomPolicy(r -> r.policyInputList(ACCESS).actionNames("kms:Decrypt"))
                .evaluationResults()
                .getFirst();
        assertThat(result.evalDecisionAsString()).isEqualTo("implicitDeny");
        assertThat(iam.simulateCustomPolicy(r -> r.policyInputList(ACCESS)
                                .actionNames("kms:Decrypt")
                                .resourceArns(KEY))
                        .evaluationResults()
                        .getFirst()
                        .evalDecisionAsString())
                .isEqualTo("allowed");
        assertThat(iam.getContextKeysForCustomPolicy(r -> r.policyInputList(TRUST))
                        .contextKeyNames())
                .containsExactly("sts:ExternalId");
        assertThat(iam.getContextKeysForPrincipalPolicy(r -> r.policySourceArn(ROLE))
                        .contextKeyNames())
                .isEmpty();
        assertThat(refusal(() -> iam.simulatePrincipalPolicy(
                        r -> r.policySourceArn(ROLE + "X").actionNames("kms:Decrypt"))))
                .startsWith("NoSuchEntity 404");
        assertThat(refusal(() -> iam.simulatePrincipalPolicy(
                        r -> r.policySourceArn("arn:aws:sts::111122223333:assumed-role/Operator/x")
                                .actionNames("kms:Decrypt"))))
                .startsWith("InvalidInput 400");
        assertThat(refusal(() -> iam.simulatePrincipalPolicy(
                        r -> r.policySourceArn(ROLE).actionNames("kms:Decrypt").resourcePolicy(TRUST))))
                .startsWith("InvalidInput 400");
        assertThat(refusal(() ->
                        iam.simulateCustomPolicy(r -> r.policyInputList("{").actionNames("kms:Decrypt"))))
                .startsWith("InvalidInput 400");
        assertThat(refusal(() ->
                        iam.simulateCustomPolicy(r -> r.policyInputList(ACCESS).actionNames("Decrypt"))))
                .startsWith("InvalidInput 400");
    }
}
