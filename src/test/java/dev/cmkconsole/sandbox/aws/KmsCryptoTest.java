package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.LEGACY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.MRK_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.OTHER_ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.READER;
import static dev.cmkconsole.sandbox.aws.AwsFixture.ROLE;
import static dev.cmkconsole.sandbox.aws.AwsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DryRunModifierType;
import software.amazon.awssdk.services.kms.model.GrantOperation;

/** Cryptography, grants and key policies, driven by the AWS SDK. */
@Alongside
class KmsCryptoTest {

    private static final SdkBytes SECRET = SdkBytes.fromUtf8String("secret");
    private final AwsFixture aws = new AwsFixture();
    private final KmsClient kms = aws.kms();

    @AfterEach
    void close() throws Exception {
        aws.close();
    }

    private SdkBytes encrypt(Map<String, String> context) {
        return kms.encrypt(r -> r.keyId(KEY_ID).plaintext(SECRET).encryptionContext(context))
                .ciphertextBlob();
    }

    @Test
    void whatIsEncryptedCanBeDecryptedWithTheSameContextOnly() {
        var blob = encrypt(Map.of("b", "2", "a", "1"));
        assertThat(blob.asByteArray()).startsWith(1, 2, 2, 0).hasSizeLessThan(6144);
        assertThat(encrypt(Map.of("b", "2", "a", "1"))).isNotEqualTo(blob);
        var opened = kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(Map.of("a", "1", "b", "2")));
        assertThat(opened.plaintext()).isEqualTo(SECRET);
        assertThat(opened.keyId()).isEqualTo(KEY);
        assertThat(opened.encryptionAlgorithmAsString()).isEqualTo("SYMMETRIC_DEFAULT");
        assertThat(refusal(() -> kms.decrypt(r -> r.ciphertextBlob(blob))))
                .startsWith("InvalidCiphertextException 400");
        assertThat(refusal(() -> kms.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(Map.of("a", "12")))))
                .startsWith("InvalidCiphertextException 400");
    }

    @Test
    void aDamagedOrForeignBlobIsRefused() {
        var blob = encrypt(Map.of());
        var bytes = blob.asByteArray();
        bytes[bytes.length - 1] ^= 1;
        assertThat(refusal(() -> kms.decrypt(r -> r.ciphertextBlob(SdkBytes.fromByteArray(bytes)))))
                .startsWith("InvalidCiphertextException 400");
        assertThat(refusal(() -> kms.decrypt(r -> r.ciphertextBlob(SECRET))))
                .startsWith("InvalidCiphertextException 400");
        assertThat(refusal(() -> kms.decrypt(r -> r.ciphertextBlob(blob).keyId(MRK_ID))))
                .startsWith("IncorrectKeyException 400");
        assertThat(refusal(() -> aws.kms(OTHER_ADMIN).decrypt(r -> r.ciphertextBlob(blob))))
                .isEqualTo("AccessDeniedException 400: The ciphertext refers to a customer master key that does not"
                        + " exist, does not exist in this region, or you are not allowed to access.");
        assertThat(refusal(() -> kms.decrypt(r -> r.keyId(KEY_ID)))).startsWith("ValidationException 400");
        assertThat(refusal(() -> kms.encrypt(r -> r.keyId(KEY_ID).plaintext(SdkBytes.fromByteArray(new byte[4097])))))
                .startsWith("ValidationException 400");
        assertThat(refusal(() ->
                        kms.encrypt(r -> r.keyId(KEY_ID).plaintext(SECRET).encryptionAlgorithm("RSAES_OAEP_SHA_256"))))
                .startsWith("InvalidKeyUsageException 400");
    }

    @Test
    void aDryRunEndsInAnExceptionEitherWay() {
        assertThat(refusal(
                        () -> kms.encrypt(r -> r.keyId(KEY_ID).plaintext(SECRET).dryRun(true))))
                .startsWith("DryRunOperationException 400");
        assertThat(refusal(() -> kms.decrypt(
                        r -> r.keyId(KEY_ID).dryRun(true).dryRunModifiers(DryRunModifierType.IGNORE_CIPHERTEXT))))
                .startsWith("DryRunOperationException 400");
        assertThat(refusal(
                        () -> kms.decrypt(r -> r.keyId(KEY_ID).dryRunModifiers(DryRunModifierType.IGNORE_CIPHERTEXT))))
                .startsWith("ValidationException 400");
        assertThat(refusal(() ->
                        kms.decrypt(r -> r.ciphertextBlob(encrypt(Map.of())).dryRun(true))))
                .startsWith("DryRunOperationException 400");
        assertThat(refusal(() -> kms.generateDataKey(
                        r -> r.keyId(KEY_ID).keySpec(DataKeySpec.AES_256).dryRun(true))))
                .startsWith("DryRunOperationException 400");
        assertThat(refusal(() -> aws.kms(READER)
                        .encrypt(r -> r.keyId(KEY_ID).plaintext(SECRET).dryRun(true))))
                .isEqualTo("AccessDeniedException 400: User: arn:aws:iam::111122223333:user/reader is not authorized"
                        + " to perform: kms:Encrypt on resource: "
                        + KEY
                        + " because no identity-based policy allows the kms:Encrypt action");
        kms.disableKey(r -> r.keyId(KEY_ID));
        assertThat(refusal(
                        () -> kms.encrypt(r -> r.keyId(KEY_ID).plaintext(SECRET).dryRun(true))))
                .startsWith("DisabledException 400");
        assertThat(kms.getKeyLastUsage(r -> r.keyId(MRK_ID)).keyLastUsage()).isNull();
    }

    @Test
    void dataKeysAndReEncryption() {
        var key = kms.generateDataKey(r -> r.keyId(KEY_ID).keySpec(DataKeySpec.AES_256));
        assertThat(key.plaintext().asByteArray()).hasSize(32);
        assertThat(kms.decrypt(r -> r.ciphertextBlob(key.ciphertextBlob())).plaintext())
                .isEqualTo(key.plaintext());
        var blind = kms.generateDataKeyWithoutPlaintext(r -> r.keyId(KEY_ID).numberOfBytes(48));
        assertThat(kms.decrypt(r -> r.ciphertextBlob(blind.ciphertextBlob()))
                        .plaintext()
                        .asByteArray())
                .hasSize(48);
        assertThat(refusal(() -> kms.generateDataKey(r -> r.keyId(KEY_ID)))).startsWith("ValidationException 400");
        assertThat(kms.generateRandom(r -> r.numberOfBytes(9)).plaintext().asByteArray())
                .hasSize(9);
        var moved = kms.reEncrypt(r -> r.ciphertextBlob(key.ciphertextBlob())
                .destinationKeyId(MRK_ID)
                .destinationEncryptionContext(Map.of("n", "v")));
        assertThat(moved.sourceKeyId()).isEqualTo(KEY);
        assertThat(kms.decrypt(r -> r.ciphertextBlob(moved.ciphertextBlob()).encryptionContext(Map.of("n", "v")))
                        .plaintext())
                .isEqualTo(key.plaintext());
        assertThat(refusal(() -> aws.kms(LEGACY)
                        .reEncrypt(r -> r.ciphertextBlob(key.ciphertextBlob()).destinationKeyId(KEY_ID))))
                .contains("kms:ReEncryptFrom");
    }

    @Test
    void aGrantGivesWhatItNamesUnderItsConstraint() {
        var reader = "arn:aws:iam::111122223333:user/reader";
        var made = kms.createGrant(r -> r.keyId(KEY_ID)
                .granteePrincipal(reader)
                .retiringPrincipal(ROLE)
                .name("reading")
                .operations(GrantOperation.DECRYPT)
                .constraints(c -> c.encryptionContextSubset(Map.of("app", "atlas"))));
        var blob = encrypt(Map.of("app", "atlas", "n", "1"));
        var plain = encrypt(Map.of());
        var as = aws.kms(READER);
        assertThat(refusal(() ->
                        as.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(Map.of("app", "atlas", "n", "1")))))
                .startsWith("AccessDeniedException 400");
        assertThat(as.decrypt(r -> r.ciphertextBlob(blob)
                                .encryptionContext(Map.of("app", "atlas", "n", "1"))
                                .grantTokens(made.grantToken()))
                        .plaintext())
                .isEqualTo(SECRET);
        aws.clock.advance(Duration.ofSeconds(4));
        assertThat(as.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(Map.of("app", "atlas", "n", "1")))
                        .plaintext())
                .isEqualTo(SECRET);
        assertThat(refusal(() -> as.decrypt(r -> r.ciphertextBlob(plain)))).startsWith("AccessDeniedException 400");
        assertThat(refusal(() ->
                        as.encrypt(r -> r.keyId(KEY_ID).plaintext(SECRET).encryptionContext(Map.of("app", "atlas")))))
                .startsWith("AccessDeniedException 400");

        var listed =
                kms.listGrants(r -> r.keyId(KEY_ID).granteePrincipal(reader)).grants();
        assertThat(listed).singleElement().satisfies(g -> {
            assertThat(g.grantId()).isEqualTo(made.grantId());
            assertThat(g.constraints().encryptionContextSubset()).containsEntry("app", "atlas");
            assertThat(g.issuingAccount()).isEqualTo("arn:aws:iam::111122223333:root");
        });
        assertThat(kms.createGrant(r -> r.keyId(KEY_ID)
                                .granteePrincipal(reader)
                                .retiringPrincipal(ROLE)
                                .name("reading")
                                .operations(GrantOperation.DECRYPT)
                                .constraints(c -> c.encryptionContextSubset(Map.of("app", "atlas"))))
                        .grantId())
                .isEqualTo(made.grantId());
        assertThat(kms.listRetirableGrants(r -> r.retiringPrincipal(ROLE)).grants())
                .hasSize(1);
        assertThat(refusal(() -> kms.listGrants(r -> r.keyId(KEY_ID).grantId("0"))))
                .startsWith("InvalidGrantIdException 400");
        assertThat(refusal(() -> kms.createGrant(
                        r -> r.keyId(KEY_ID).granteePrincipal(reader + "x").operations(GrantOperation.DECRYPT))))
                .startsWith("InvalidArnException 400");
        assertThat(refusal(() -> kms.createGrant(
                        r -> r.keyId(KEY_ID).granteePrincipal(reader).operationsWithStrings("Fly"))))
                .startsWith("ValidationException 400");
        assertThat(refusal(() -> kms.revokeGrant(r -> r.keyId(KEY_ID).grantId("0"))))
                .startsWith("NotFoundException 400");
        assertThat(refusal(() -> as.retireGrant(r -> r.grantToken(made.grantToken()))))
                .startsWith("AccessDeniedException 400");
        kms.retireGrant(r -> r.keyId(KEY).grantId(made.grantId()));
        assertThat(kms.listGrants(r -> r.keyId(KEY_ID)).grants()).isEmpty();
        var second =
                kms.createGrant(r -> r.keyId(KEY_ID).granteePrincipal(reader).operations(GrantOperation.DECRYPT));
        kms.revokeGrant(r -> r.keyId(KEY_ID).grantId(second.grantId()));
        assertThat(refusal(() -> as.decrypt(r -> r.ciphertextBlob(plain)))).startsWith("AccessDeniedException 400");
    }

    @Test
    void aKeyPolicyMustNotLockItsWriterOutNorNameStrangers() {
        var lockOut = "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ROLE
                + "\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}}";
        assertThat(refusal(() -> kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(lockOut))))
                .isEqualTo(
                        "MalformedPolicyDocumentException 400: The new key policy will not allow you to update the key"
                                + " policy in the future.");
        var stranger = lockOut.replace("AtlasKeys", "Nobody");
        assertThat(refusal(() -> kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(stranger))))
                .isEqualTo("MalformedPolicyDocumentException 400: Policy contains a statement with one or more invalid"
                        + " principals.");
        assertThat(refusal(() ->
                        kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(lockOut.replace("111122223333", "999999999999")))))
                .contains("invalid principals");
        assertThat(refusal(() -> kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy("{}"))))
                .startsWith("MalformedPolicyDocumentException 400");
        assertThat(refusal(() -> kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy("{\"Statement\":[],\"Statement\":[]}"))))
                .startsWith("MalformedPolicyDocumentException 400");
        var large = lockOut.replace("\"kms:*\"", "[\"kms:*\"" + ",\"kms:Describe*\"".repeat(2500) + "]");
        assertThat(refusal(() -> kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(large))))
                .startsWith("LimitExceededException 400");
        assertThat(kms.getKeyPolicy(r -> r.keyId(KEY_ID)).policy()).contains("key-default-1");
        kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(lockOut).bypassPolicyLockoutSafetyCheck(true));
        assertThat(refusal(() -> kms.getKeyPolicy(r -> r.keyId(KEY_ID))))
                .startsWith("AccessDeniedException 400")
                .endsWith("because no resource-based policy allows the kms:GetKeyPolicy action");
    }

    @Test
    void aRoleIsNoPrincipalUntilKmsSeesItAndDiesWithTheRole() {
        var trust =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"536727724300\"},\"Action\":\"sts:AssumeRole\"}]}";
        var iam = aws.iam();
        var role = iam.createRole(r -> r.roleName("New").assumeRolePolicyDocument(trust))
                .role();
        var policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"},
             {"Sid":"New role","Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:Decrypt","Resource":"*"}]}\
            """.formatted(role.arn());
        assertThat(refusal(() -> kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(policy))))
                .contains("invalid principals");
        aws.settle();
        kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(policy));
        iam.deleteRole(r -> r.roleName("New"));
        assertThat(kms.getKeyPolicy(r -> r.keyId(KEY_ID)).policy())
                .contains(role.roleId())
                .doesNotContain(role.arn());
        iam.createRole(r -> r.roleName("New").assumeRolePolicyDocument(trust));
        aws.settle();
        assertThat(kms.getKeyPolicy(r -> r.keyId(KEY_ID)).policy())
                .contains(role.roleId())
                .doesNotContain(role.arn());
        var current = kms.getKeyPolicy(r -> r.keyId(KEY_ID)).policy();
        assertThat(refusal(() -> kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy(current))))
                .contains("invalid principals");
    }

    @Test
    void aDenyInTheKeyPolicyIsNamed() {
        kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"},
             {"Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"*","Condition":{"StringNotEquals":{"kms:ViaService":"rds.us-east-1.amazonaws.com"}}}]}\
            """));
        assertThat(refusal(() -> encrypt(Map.of())))
                .isEqualTo("AccessDeniedException 400: User: arn:aws:iam::111122223333:user/admin is not authorized to "
                        + "perform: kms:Encrypt on resource: " + KEY
                        + " with an explicit deny in a resource-based policy");
    }
}
