package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.READER;
import static dev.cmkconsole.sandbox.aws.AwsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.document.AtlasPolicies;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantOperation;

/** What KMS and IAM refuse to store, deleted principals above all, and when a grant's constraints apply. */
class PolicyDocumentsTest {
    private static final String DELEGATION =
            AtlasPolicies.defaultKeyPolicy("aws", AwsFixture.ACCOUNT).raw();
    private static final String ROOT = "\"arn:aws:iam::111122223333:root\"";
    private final AwsFixture aws = new AwsFixture();
    private final IamClient iam = aws.iam();
    private final KmsClient kms = aws.kms();

    @AfterEach
    void close() throws Exception {
        aws.close();
    }

    private static String with(String principal, String effect, String element) {
        var statement = "{\"Effect\":\"" + effect + "\",\"" + element + "\":{\"AWS\":" + principal
                + "},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}";
        return DELEGATION.substring(0, DELEGATION.lastIndexOf(']')) + "," + statement + "]}";
    }

    private static String trusting(String principal, String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":" + principal
                + "},\"Action\":\"" + action + "\"}]}";
    }

    /** IAM User Guide, "IAM identifiers": a deleted principal shows as its unique id, and a new one has another. */
    @Test
    void aDeletedPrincipalShowsAsItsIdAndNoDocumentThatHasItIsStored() {
        var role = iam.createRole(r -> r.roleName("former").assumeRolePolicyDocument(trusting(ROOT, "sts:AssumeRole")))
                .role();
        aws.settle();
        kms.putKeyPolicy(r -> r.keyId(KEY_ID)
                .policy(with("[\"" + role.arn() + "\"," + ROOT + "]", "Deny", "NotPrincipal")
                        .replace("kms:Decrypt", "kms:ScheduleKeyDeletion")));
        iam.updateAssumeRolePolicy(
                r -> r.roleName("Operator").policyDocument(trusting("\"" + role.arn() + "\"", "sts:AssumeRole")));
        iam.deleteRole(r -> r.roleName("former"));
        aws.settle();
        var shown = kms.getKeyPolicy(r -> r.keyId(KEY_ID)).policy();
        assertThat(shown).contains("\"" + role.roleId() + "\"").doesNotContain(role.arn());
        assertThat(refusal(() -> kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(shown))))
                .isEqualTo("MalformedPolicyDocumentException 400: Policy contains a statement with one or more invalid"
                        + " principals.");
        assertThat(refusal(() -> kms.createKey(r -> r.policy(shown)))).contains("invalid principals");
        var trust = URLDecoder.decode(
                iam.getRole(r -> r.roleName("Operator")).role().assumeRolePolicyDocument(), StandardCharsets.UTF_8);
        assertThat(trust).contains(role.roleId());
        assertThat(refusal(() ->
                        iam.updateAssumeRolePolicy(r -> r.roleName("Operator").policyDocument(trust))))
                .startsWith("MalformedPolicyDocument 400: Invalid principal in policy");
        iam.createRole(r -> r.roleName("former").assumeRolePolicyDocument(trusting(ROOT, "sts:AssumeRole")));
        aws.settle();
        assertThat(kms.getKeyPolicy(r -> r.keyId(KEY_ID)).policy()).isEqualTo(shown);
    }

    /** IAM User Guide, "NotPrincipal": only with Deny, and not in a trust policy. */
    @Test
    void notPrincipalIsStoredOnlyWithDenyAndInNoTrustPolicy() {
        assertThat(refusal(() -> kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(with(ROOT, "Allow", "NotPrincipal")))))
                .startsWith("MalformedPolicyDocumentException 400");
        kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(with(ROOT, "Deny", "NotPrincipal")));
        var trust = trusting(ROOT, "sts:AssumeRole").replace("Principal", "NotPrincipal");
        assertThat(refusal(() ->
                        iam.updateAssumeRolePolicy(r -> r.roleName("Operator").policyDocument(trust))))
                .startsWith("MalformedPolicyDocument 400");
    }

    @Test
    void trustPoliciesNameOnlyActionsThatConcernThem() {
        for (var action : new String[] {"sts:GetCallerIdentity", "sts:AssumeRoles", "kms:Decrypt"}) {
            assertThat(refusal(() -> iam.updateAssumeRolePolicy(
                            r -> r.roleName("Operator").policyDocument(trusting(ROOT, action)))))
                    .isEqualTo("MalformedPolicyDocument 400: AssumeRole policy may only specify STS AssumeRole"
                            + " actions.");
        }
        iam.updateAssumeRolePolicy(r -> r.roleName("Operator").policyDocument(trusting(ROOT, "sts:AssumeRole*")));
    }

    @Test
    void managedPoliciesHaveTheNewVersion() {
        for (var version : new String[] {"", "\"Version\":\"2008-10-17\","}) {
            var old = "{" + version
                    + "\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}}";
            assertThat(refusal(() -> iam.createPolicy(r -> r.policyName("old").policyDocument(old))))
                    .isEqualTo("MalformedPolicyDocument 400: Policy document must be version 2012-10-17 or greater.");
        }
    }

    /** KMS Developer Guide, "Creating grants": constraints do not apply to DescribeKey; names have no case. */
    @Test
    void constraintsOfAGrantApplyToCryptographyOnly() {
        kms.createGrant(r -> r.keyId(KEY_ID)
                .granteePrincipal("arn:aws:iam::111122223333:user/reader")
                .operations(GrantOperation.DESCRIBE_KEY, GrantOperation.ENCRYPT)
                .constraints(c -> c.encryptionContextEquals(Map.of("App", "atlas"))));
        aws.settle();
        var as = aws.kms(READER);
        var text = SdkBytes.fromUtf8String("x");
        assertThat(as.describeKey(r -> r.keyId(KEY)).keyMetadata().arn()).isEqualTo(KEY);
        assertThat(as.encrypt(r -> r.keyId(KEY).plaintext(text).encryptionContext(Map.of("app", "atlas")))
                        .keyId())
                .isEqualTo(KEY);
        assertThat(refusal(
                        () -> as.encrypt(r -> r.keyId(KEY).plaintext(text).encryptionContext(Map.of("app", "Atlas")))))
                .startsWith("AccessDeniedException 400");
        assertThat(refusal(() -> as.encrypt(r -> r.keyId(KEY).plaintext(text))))
                .startsWith("AccessDeniedException 400");
    }
}
