package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.procedure.awsrotation.AwsRotationPlanner;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import java.net.URI;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlgorithmSpec;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.ImportType;
import software.amazon.awssdk.services.kms.model.IncludeKeyMaterial;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.WrappingKeySpec;

/** A project's key changes behind the console's back: to imported material that rotates, and away from a key. */
@Alongside
class ImportedKeyOverHttpTest {
    private static final String PROJECT = "57e3bad598796fd5a4313cc2";
    private static final String FIRST = "arn:aws:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
            .scenario("default")
            .speed(100)
            .settling(Duration.ZERO));
    private final SandboxedConsole console = new SandboxedConsole(
            SandboxedConsole.Address.of(sandbox), new MemoryJournal(Clock.systemUTC(), new ArrayList<>()));
    private final AwsRotationPlanner rotation = new AwsRotationPlanner(SandboxedConsole.WAITS);
    private final StaticCredentialsProvider operator = StaticCredentialsProvider.create(AwsBasicCredentials.create(
            sandbox.awsOperator().accessKeyId(), sandbox.awsOperator().secretAccessKey()));
    private final URI at = sandbox.awsUri();
    private final KmsClient kms = KmsClient.builder()
            .endpointOverride(at)
            .region(Region.US_EAST_1)
            .credentialsProvider(operator)
            .httpClientBuilder(Patience.sdk())
            .build();

    @AfterEach
    void close() {
        kms.close();
        console.close();
        sandbox.close();
    }

    @Test
    void importedMaterialRotatesOnDemandAfterANewImport() throws Exception {
        var key = kms.createKey(r -> r.origin(OriginType.EXTERNAL)).keyMetadata();
        importMaterial(key, 1, ImportType.NEW_KEY_MATERIAL);
        use(key.arn());
        var choices = AwsRotationChoices.once(Clock.systemUTC().instant());
        var blocked = console.service.plan(rotation, choices, PROJECT).firstBlocked();
        assertThat(blocked.map(s -> ((Status.Blocked) s.status()).reason().key()))
                .contains("awsRotation.importFirst");

        importMaterial(key, 2, ImportType.NEW_KEY_MATERIAL);
        var result = console.run(rotation, choices, PROJECT, Confirmation.PLAIN);
        assertThat(result.kind()).as("%s %s", result.at(), result.problem()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(materials(key)).containsExactly("NON_CURRENT", "CURRENT");
        assertThat(outcome(CheckId.IMPORTED_MATERIAL)).isEqualTo(CheckOutcome.PASS);

        var old = kms.listKeyRotations(r -> r.keyId(key.arn()).includeKeyMaterial(IncludeKeyMaterial.ALL_KEY_MATERIAL))
                .rotations()
                .getFirst()
                .keyMaterialId();
        kms.deleteImportedKeyMaterial(r -> r.keyId(key.arn()).keyMaterialId(old));
        assertThat(outcome(CheckId.KEY_STATE))
                .as("earlier material must stay imported")
                .isEqualTo(CheckOutcome.FAIL);
    }

    /** Nobody but KMS and the role's policy knows the old key, and no cluster has had the time to take the change. */
    @Test
    void aKeyThatClustersStillUseIsNeededByTheCheckToo() {
        var next = kms.createKey(r -> {}).keyMetadata();
        use(next.arn());
        assertThat(outcome(CheckId.OLD_KEYS)).isEqualTo(CheckOutcome.PASS);
        kms.disableKey(r -> r.keyId(FIRST));
        assertThat(outcome(CheckId.OLD_KEYS)).isEqualTo(CheckOutcome.FAIL);
    }

    private CheckOutcome outcome(CheckId id) {
        return console.service
                .check(PROJECT, dev.cmkconsole.preflight.facts.CheckFocus.CONFIGURED, _ -> {})
                .result(id)
                .orElseThrow()
                .verdict()
                .outcome();
    }

    private List<String> materials(KeyMetadata key) {
        return kms
                .listKeyRotations(r -> r.keyId(key.arn()).includeKeyMaterial(IncludeKeyMaterial.ALL_KEY_MATERIAL))
                .rotations()
                .stream()
                .map(m -> m.keyMaterialStateAsString())
                .toList();
    }

    private void use(String key) {
        try (var iam = IamClient.builder()
                .endpointOverride(at)
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(operator)
                .httpClientBuilder(Patience.sdk())
                .build()) {
            iam.putRolePolicy(r -> r.roleName("atlas-payments")
                    .policyName("next")
                    .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                            + "[\"kms:DescribeKey\",\"kms:Encrypt\",\"kms:Decrypt\"],\"Resource\":\"" + key + "\"}]}"));
        }
        var roleId = console.atlas.encryptionAtRest(PROJECT).awsKms().roleId().orElseThrow();
        console.atlas.send(new AtlasRequest(
                "updateEncryptionAtRest",
                "PATCH",
                "/api/atlas/v2/groups/" + PROJECT + "/encryptionAtRest",
                "2023-01-01",
                Optional.of("{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + roleId + "\",\"customerMasterKeyID\":\""
                        + key + "\",\"region\":\"US_EAST_1\"}}")));
    }

    private void importMaterial(KeyMetadata key, int first, ImportType type) throws Exception {
        var parameters = kms.getParametersForImport(r -> r.keyId(key.arn())
                .wrappingAlgorithm(AlgorithmSpec.RSAES_OAEP_SHA_256)
                .wrappingKeySpec(WrappingKeySpec.RSA_2048));
        var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(parameters.publicKey().asByteArray())),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        var wrapped = SdkBytes.fromByteArray(cipher.doFinal(Arrays.copyOf(new byte[] {(byte) first}, 32)));
        kms.importKeyMaterial(r -> r.keyId(key.arn())
                .importType(type)
                .importToken(parameters.importToken())
                .encryptedKeyMaterial(wrapped)
                .expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE));
    }
}
