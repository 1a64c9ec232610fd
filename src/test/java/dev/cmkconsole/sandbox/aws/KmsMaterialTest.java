package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.MRK;
import static dev.cmkconsole.sandbox.aws.AwsFixture.MRK_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlgorithmSpec;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.GetParametersForImportResponse;
import software.amazon.awssdk.services.kms.model.ImportType;
import software.amazon.awssdk.services.kms.model.IncludeKeyMaterial;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.RotationType;
import software.amazon.awssdk.services.kms.model.WrappingKeySpec;

/** Key material: rotation, replicas and imported material, driven by the AWS SDK. */
@Alongside
class KmsMaterialTest {

    private static final String DISABLED = "00000000-0000-0000-0000-000000000001";
    private static final String DYING = "00000000-0000-0000-0000-000000000002";
    private static final String SIGNING = "00000000-0000-0000-0000-000000000003";
    private static final String EXTERNAL = "00000000-0000-0000-0000-000000000004";

    private final AwsFixture aws = new AwsFixture();
    private final KmsClient kms = aws.kms();

    @AfterEach
    void close() throws Exception {
        aws.close();
    }

    private KeyMetadata describe(String id) {
        return kms.describeKey(r -> r.keyId(id)).keyMetadata();
    }

    private byte[] encrypt(String key) {
        return kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromUtf8String("x")))
                .ciphertextBlob()
                .asByteArray();
    }

    @Test
    void rotationAddsMaterialAndOldCiphertextsStayReadable() {
        var before = encrypt(KEY_ID);
        assertThat(kms.getKeyRotationStatus(r -> r.keyId(KEY_ID)).keyRotationEnabled())
                .isFalse();
        assertThat(refusal(() -> kms.enableKeyRotation(r -> r.keyId(KEY_ID).rotationPeriodInDays(89))))
                .startsWith("ValidationException 400");
        kms.enableKeyRotation(r -> r.keyId(KEY_ID).rotationPeriodInDays(90));
        var status = kms.getKeyRotationStatus(r -> r.keyId(KEY_ID));
        assertThat(status.rotationPeriodInDays()).isEqualTo(90);
        assertThat(status.nextRotationDate()).isEqualTo(aws.clock.instant().plus(Duration.ofDays(90)));
        var first = describe(KEY_ID).currentKeyMaterialId();

        aws.clock.advance(Duration.ofDays(91));
        assertThat(kms.rotateKeyOnDemand(r -> r.keyId(KEY_ID)).keyId()).isEqualTo(KEY);
        assertThat(kms.getKeyRotationStatus(r -> r.keyId(KEY_ID)).onDemandRotationStartDate())
                .isEqualTo(aws.clock.instant());
        assertThat(refusal(() -> kms.rotateKeyOnDemand(r -> r.keyId(KEY_ID)))).startsWith("ConflictException 400");
        aws.clock.advance(Duration.ofSeconds(5));

        assertThat(kms.listKeyRotations(r -> r.keyId(KEY_ID)).rotations())
                .extracting(r -> r.rotationType())
                .containsExactly(RotationType.AUTOMATIC, RotationType.ON_DEMAND);
        assertThat(kms.listKeyRotations(r -> r.keyId(KEY_ID).includeKeyMaterial(IncludeKeyMaterial.ALL_KEY_MATERIAL))
                        .rotations())
                .hasSize(3)
                .anySatisfy(r -> assertThat(r.keyMaterialId()).isEqualTo(first));
        assertThat(describe(KEY_ID).currentKeyMaterialId()).isNotEqualTo(first);
        var decrypted = kms.decrypt(r -> r.ciphertextBlob(SdkBytes.fromByteArray(before)));
        assertThat(decrypted.plaintext().asUtf8String()).isEqualTo("x");
        assertThat(decrypted.keyMaterialId()).isEqualTo(first);
        kms.disableKeyRotation(r -> r.keyId(KEY_ID));
        assertThat(kms.getKeyRotationStatus(r -> r.keyId(KEY_ID)).keyRotationEnabled())
                .isFalse();
    }

    @Test
    void rotationOnDemandEndsAtTwentyFiveAndNeverFitsSomeKeys() {
        for (int i = 0; i < 25; i++) {
            kms.rotateKeyOnDemand(r -> r.keyId(KEY_ID));
            aws.clock.advance(Duration.ofSeconds(4));
        }
        assertThat(refusal(() -> kms.rotateKeyOnDemand(r -> r.keyId(KEY_ID)))).startsWith("LimitExceededException 400");
        assertThat(refusal(() -> kms.enableKeyRotation(r -> r.keyId(SIGNING))))
                .startsWith("UnsupportedOperationException 400");
        assertThat(refusal(() -> kms.enableKeyRotation(r -> r.keyId(EXTERNAL))))
                .startsWith("UnsupportedOperationException 400");
        assertThat(refusal(() -> kms.rotateKeyOnDemand(r -> r.keyId(DISABLED)))).startsWith("DisabledException 400");
        assertThat(refusal(() -> kms.enableKeyRotation(r -> r.keyId(DYING))))
                .startsWith("KMSInvalidStateException 400");
        assertThat(refusal(() -> aws.kms(ADMIN, "eu-west-1").enableKeyRotation(r -> r.keyId(MRK_ID))))
                .startsWith("UnsupportedOperationException 400");
    }

    @Test
    void aRotationThatFellDueWhileDisabledHappensWhenTheKeyIsEnabled() {
        kms.enableKeyRotation(r -> r.keyId(KEY_ID).rotationPeriodInDays(90));
        kms.disableKey(r -> r.keyId(KEY_ID));
        aws.clock.advance(Duration.ofDays(195));
        assertThat(kms.listKeyRotations(r -> r.keyId(KEY_ID)).rotations()).isEmpty();
        kms.enableKey(r -> r.keyId(KEY_ID));
        assertThat(kms.listKeyRotations(r -> r.keyId(KEY_ID)).rotations()).hasSize(1);
        aws.clock.advance(Duration.ofDays(181));
        assertThat(kms.listKeyRotations(r -> r.keyId(KEY_ID)).rotations()).hasSize(3);
    }

    @Test
    void replicasShareMaterialButNeitherPolicyNorState() {
        var ireland = aws.kms(ADMIN, "eu-west-1");
        var tokyo = aws.kms(ADMIN, "ap-northeast-1");
        var blob = SdkBytes.fromByteArray(encrypt(MRK));
        assertThat(ireland.decrypt(r -> r.ciphertextBlob(blob)).keyId())
                .isEqualTo(MRK.replace("us-east-1", "eu-west-1"));

        assertThat(refusal(() -> kms.replicateKey(r -> r.keyId(MRK_ID).replicaRegion("eu-west-1"))))
                .startsWith("AlreadyExistsException 400");
        assertThat(refusal(() -> kms.replicateKey(r -> r.keyId(KEY_ID).replicaRegion("eu-west-1"))))
                .startsWith("UnsupportedOperationException 400");
        assertThat(refusal(() -> kms.replicateKey(r -> r.keyId(MRK_ID).replicaRegion("cn-north-1"))))
                .startsWith("ValidationException 400");
        var made = kms.replicateKey(
                r -> r.keyId(MRK_ID).replicaRegion("ap-northeast-1").description("Tokyo"));
        assertThat(made.replicaKeyMetadata().keyState()).isEqualTo(KeyState.CREATING);
        assertThat(made.replicaPolicy()).contains("key-default-1");
        assertThat(refusal(() -> tokyo.decrypt(r -> r.ciphertextBlob(blob))))
                .startsWith("KMSInvalidStateException 400");
        aws.clock.advance(Duration.ofSeconds(4));
        assertThat(tokyo.decrypt(r -> r.ciphertextBlob(blob)).plaintext().asUtf8String())
                .isEqualTo("x");

        kms.updatePrimaryRegion(r -> r.keyId(MRK_ID).primaryRegion("eu-west-1"));
        assertThat(describe(MRK_ID).keyState()).isEqualTo(KeyState.UPDATING);
        aws.clock.advance(Duration.ofSeconds(4));
        var configuration =
                ireland.describeKey(r -> r.keyId(MRK_ID)).keyMetadata().multiRegionConfiguration();
        assertThat(configuration.multiRegionKeyType()).isEqualTo(MultiRegionKeyType.PRIMARY);
        assertThat(configuration.replicaKeys())
                .extracting(k -> k.region())
                .containsExactlyInAnyOrder("us-east-1", "ap-northeast-1");

        var waiting = ireland.scheduleKeyDeletion(r -> r.keyId(MRK_ID).pendingWindowInDays(7));
        assertThat(waiting.keyState()).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
        assertThat(waiting.deletionDate()).isNull();
        assertThat(ireland.describeKey(r -> r.keyId(MRK_ID)).keyMetadata().pendingDeletionWindowInDays())
                .isEqualTo(7);
        kms.scheduleKeyDeletion(r -> r.keyId(MRK_ID).pendingWindowInDays(7));
        tokyo.scheduleKeyDeletion(r -> r.keyId(MRK_ID).pendingWindowInDays(7));
        aws.clock.advance(Duration.ofDays(8));
        assertThat(ireland.describeKey(r -> r.keyId(MRK_ID)).keyMetadata().keyState())
                .isEqualTo(KeyState.PENDING_DELETION);
        assertThat(refusal(() -> describe(MRK_ID))).startsWith("NotFoundException 400");
    }

    @Test
    void importedMaterialExpiresAndOnlyTheSameComesBack() throws Exception {
        var key = kms.createKey(r -> r.origin(OriginType.EXTERNAL)).keyMetadata();
        assertThat(key.keyState()).isEqualTo(KeyState.PENDING_IMPORT);
        assertThat(refusal(() -> encrypt(key.keyId())))
                .isEqualTo("KMSInvalidStateException 400: " + key.arn() + " is pending import.");
        var material = new byte[32];
        material[0] = 7;
        var until = aws.clock.instant().plus(Duration.ofDays(5));
        importMaterial(key.keyId(), material, until);
        assertThat(describe(key.keyId()).validTo()).isEqualTo(until);
        assertThat(describe(key.keyId()).expirationModel()).isEqualTo(ExpirationModelType.KEY_MATERIAL_EXPIRES);
        var blob = SdkBytes.fromByteArray(encrypt(key.keyId()));
        aws.clock.advance(Duration.ofDays(6));
        assertThat(describe(key.keyId()).keyState()).isEqualTo(KeyState.PENDING_IMPORT);
        assertThat(refusal(() -> importMaterial(key.keyId(), new byte[32], null)))
                .startsWith("IncorrectKeyMaterialException 400");
        importMaterial(key.keyId(), material, null);
        assertThat(kms.decrypt(r -> r.ciphertextBlob(blob)).plaintext().asUtf8String())
                .isEqualTo("x");
        kms.deleteImportedKeyMaterial(r -> r.keyId(key.keyId()));
        assertThat(describe(key.keyId()).keyState()).isEqualTo(KeyState.PENDING_IMPORT);
        assertThat(refusal(() -> kms.deleteImportedKeyMaterial(r -> r.keyId(KEY_ID))))
                .startsWith("UnsupportedOperationException 400");
        aws.clock.advance(Duration.ofDays(5));
        assertThat(describe(EXTERNAL).keyState()).isEqualTo(KeyState.PENDING_IMPORT);
    }

    /** ImportKeyMaterial, RotateKeyOnDemand, DeleteImportedKeyMaterial and RotationsListEntry in the KMS API reference. */
    @Test
    void importedMaterialRotatesOnceNewMaterialIsImported() {
        var key = kms.createKey(r -> r.origin(OriginType.EXTERNAL)).keyMetadata();
        var first = new byte[] {1};
        importMaterial(key.keyId(), first, null);
        var blob = SdkBytes.fromByteArray(encrypt(key.keyId()));
        assertThat(refusal(() -> kms.rotateKeyOnDemand(r -> r.keyId(key.keyId()))))
                .isEqualTo("KMSInvalidStateException 400: No available key material pending rotation for the key: "
                        + key.arn() + ".");
        var until = aws.clock.instant().plus(Duration.ofDays(9));
        importNew(key.keyId(), new byte[] {2}, until);
        assertThat(materials(key.keyId())).containsExactly("CURRENT IMPORTED -", "PENDING_ROTATION IMPORTED " + until);
        assertThat(refusal(() -> importNew(key.keyId(), new byte[] {3}, null))).startsWith("KMSInvalidStateException");
        assertThat(refusal(() -> importNew(key.keyId(), first, null))).startsWith("IncorrectKeyMaterialException");
        kms.rotateKeyOnDemand(r -> r.keyId(key.keyId()));
        aws.clock.advance(Duration.ofMinutes(10));
        assertThat(materials(key.keyId())).containsExactly("NON_CURRENT IMPORTED -", "CURRENT IMPORTED " + until);
        assertThat(kms.decrypt(r -> r.ciphertextBlob(blob)).plaintext().asUtf8String())
                .isEqualTo("x");
        aws.clock.advance(Duration.ofDays(9));
        assertThat(materials(key.keyId())).containsExactly("NON_CURRENT IMPORTED -", "CURRENT PENDING_IMPORT -");
        assertThat(refusal(() -> kms.decrypt(r -> r.ciphertextBlob(blob)))).startsWith("KMSInvalidStateException");
        importMaterial(key.keyId(), new byte[] {2}, null);
        assertThat(describe(key.keyId()).keyState()).isEqualTo(KeyState.ENABLED);
        var old = kms.listKeyRotations(
                        r -> r.keyId(key.keyId()).includeKeyMaterial(IncludeKeyMaterial.ALL_KEY_MATERIAL))
                .rotations()
                .getFirst()
                .keyMaterialId();
        kms.deleteImportedKeyMaterial(r -> r.keyId(key.keyId()).keyMaterialId(old));
        assertThat(describe(key.keyId()).keyState()).isEqualTo(KeyState.PENDING_IMPORT);
        assertThat(refusal(() -> encrypt(key.keyId()))).startsWith("KMSInvalidStateException");
        importMaterial(key.keyId(), first, null);
        assertThat(describe(key.keyId()).keyState()).isEqualTo(KeyState.ENABLED);
    }

    /** Material that waits for its rotation is not part of the key: deleting it or its expiry changes no state. */
    @Test
    void waitingMaterialMayGoAgain() {
        var key = kms.createKey(r -> r.origin(OriginType.EXTERNAL)).keyMetadata();
        importMaterial(key.keyId(), new byte[] {1}, null);
        importNew(key.keyId(), new byte[] {2}, aws.clock.instant().plus(Duration.ofDays(1)));
        aws.clock.advance(Duration.ofDays(2));
        assertThat(describe(key.keyId()).keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(materials(key.keyId())).containsExactly("CURRENT IMPORTED -");
        importNew(key.keyId(), new byte[] {3}, null);
        assertThat(materials(key.keyId())).hasSize(2);
    }

    private List<String> materials(String keyId) {
        return kms
                .listKeyRotations(r -> r.keyId(keyId).includeKeyMaterial(IncludeKeyMaterial.ALL_KEY_MATERIAL))
                .rotations()
                .stream()
                .map(m -> m.keyMaterialStateAsString() + " " + m.importStateAsString() + " "
                        + (m.validTo() == null ? "-" : m.validTo()))
                .toList();
    }

    private Object importNew(String keyId, byte[] material, Instant until) {
        return importMaterial(keyId, material, until, ImportType.NEW_KEY_MATERIAL);
    }

    private Object importMaterial(String keyId, byte[] material, Instant until) {
        return importMaterial(keyId, material, until, null);
    }

    private Object importMaterial(String keyId, byte[] start, Instant until, ImportType type) {
        var material = Arrays.copyOf(start, 32);
        GetParametersForImportResponse parameters = kms.getParametersForImport(r -> r.keyId(keyId)
                .wrappingAlgorithm(AlgorithmSpec.RSAES_OAEP_SHA_256)
                .wrappingKeySpec(WrappingKeySpec.RSA_2048));
        try {
            var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new X509EncodedKeySpec(
                                    parameters.publicKey().asByteArray())),
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            var wrapped = SdkBytes.fromByteArray(cipher.doFinal(material));
            return kms.importKeyMaterial(r -> r.keyId(keyId)
                    .importType(type)
                    .importToken(parameters.importToken())
                    .encryptedKeyMaterial(wrapped)
                    .validTo(until)
                    .expirationModel(
                            until == null
                                    ? ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE
                                    : ExpirationModelType.KEY_MATERIAL_EXPIRES));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
