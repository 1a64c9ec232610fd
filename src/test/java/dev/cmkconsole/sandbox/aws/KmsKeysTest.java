package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.GOV_ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.MRK_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.OTHER_ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.REGION;
import static dev.cmkconsole.sandbox.aws.AwsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.Tag;

/** The life of keys, driven by the AWS SDK. */
@Alongside
class KmsKeysTest {

    private static final String DISABLED = "00000000-0000-0000-0000-000000000001";
    private static final String DYING = "00000000-0000-0000-0000-000000000002";
    private static final String SIGNING = "00000000-0000-0000-0000-000000000003";
    private static final String UNAVAILABLE = "00000000-0000-0000-0000-000000000005";

    private final AwsFixture aws = new AwsFixture();
    private final KmsClient kms = aws.kms();

    @AfterEach
    void close() throws Exception {
        aws.close();
    }

    private KeyMetadata describe(String id) {
        return kms.describeKey(r -> r.keyId(id)).keyMetadata();
    }

    private static String arn(String id) {
        return "arn:aws:kms:us-east-1:111122223333:key/" + id;
    }

    @Test
    void aNewKeyIsSymmetricEnabledAndDelegatesToItsAccount() {
        var made = kms.createKey(r -> r.description("new")
                        .tags(Tag.builder().tagKey("a").tagValue("b").build()))
                .keyMetadata();
        assertThat(made.keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(made.enabled()).isTrue();
        assertThat(made.keySpec()).isEqualTo(KeySpec.SYMMETRIC_DEFAULT);
        assertThat(made.keyManagerAsString()).isEqualTo("CUSTOMER");
        assertThat(made.encryptionAlgorithmsAsStrings()).containsExactly("SYMMETRIC_DEFAULT");
        assertThat(made.creationDate()).isEqualTo(aws.clock.instant());
        assertThat(made.currentKeyMaterialId()).matches("[0-9a-f]{64}");
        assertThat(made.arn()).matches("arn:aws:kms:us-east-1:111122223333:key/[0-9a-f-]{36}");
        assertThat(describe(made.keyId())).isEqualTo(made);
        assertThat(kms.getKeyPolicy(r -> r.keyId(made.keyId())).policy())
                .contains("key-default-1", "arn:aws:iam::111122223333:root");
        assertThat(kms.listResourceTags(r -> r.keyId(made.keyId())).tags())
                .extracting(Tag::tagKey)
                .containsExactly("a");
        assertThat(kms.listKeyPolicies(r -> r.keyId(made.keyId())).policyNames())
                .containsExactly("default");
        kms.updateKeyDescription(r -> r.keyId(made.keyId()).description("renamed"));
        assertThat(describe(made.keyId()).description()).isEqualTo("renamed");
    }

    @Test
    void createKeyRefusesWhatDoesNotFit() {
        assertThat(refusal(() -> kms.createKey(r -> r.keySpec("NONSENSE"))))
                .startsWith("ValidationException 400: 1 validation error detected: Value 'NONSENSE' at 'keySpec'");
        assertThat(refusal(() -> kms.createKey(r -> r.keySpec(KeySpec.HMAC_256))))
                .startsWith("ValidationException 400");
        assertThat(refusal(() -> kms.createKey(r -> r.policy("{")))).startsWith("MalformedPolicyDocumentException 400");
        assertThat(refusal(() -> kms.createKey(r -> r.origin(OriginType.AWS_CLOUDHSM))))
                .startsWith("CustomKeyStoreNotFoundException 400");
        assertThat(refusal(() -> kms.createKey(
                        r -> r.tags(Tag.builder().tagKey("aws:x").tagValue("y").build()))))
                .startsWith("TagException 400");
        var signing = kms.createKey(r -> r.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY))
                .keyMetadata();
        assertThat(signing.signingAlgorithmsAsStrings()).containsExactly("ECDSA_SHA_256");
    }

    @Test
    void theFourWaysToNameAKey() {
        for (var name : List.of(KEY_ID, KEY, "alias/atlas", "arn:aws:kms:us-east-1:111122223333:alias/atlas")) {
            assertThat(describe(name).arn()).as(name).isEqualTo(KEY);
        }
        assertThat(refusal(() -> describe("alias/none")))
                .isEqualTo("NotFoundException 400: Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.");
        assertThat(refusal(() -> describe("1234abcd-12ab-34cd-56ef-999999999999")))
                .isEqualTo("NotFoundException 400: Key"
                        + " 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-999999999999' does not"
                        + " exist");
        assertThat(refusal(() -> describe("nonsense"))).isEqualTo("NotFoundException 400: Invalid keyId 'nonsense'");
        assertThat(refusal(() -> describe(KEY.replace("us-east-1", "eu-west-1"))))
                .isEqualTo("NotFoundException 400: Invalid arn eu-west-1");
        assertThat(refusal(() -> describe("arn:aws:s3:::bucket"))).startsWith("InvalidArnException 400");
        assertThat(refusal(() -> describe("")))
                .startsWith("ValidationException 400")
                .contains("greater than or equal to 1");
        assertThat(refusal(() -> describe(null)))
                .isEqualTo(
                        "ValidationException 400: 1 validation error detected: Value null at 'keyId' failed to satisfy"
                                + " constraint: Member must not be null");
        assertThat(refusal(() -> kms.getKeyPolicy(r -> r.keyId("alias/atlas")))).startsWith("NotFoundException 400");
        assertThat(refusal(() -> aws.kms(ADMIN, "eu-west-1").describeKey(r -> r.keyId(KEY_ID))))
                .startsWith("NotFoundException 400");
    }

    @Test
    void statesAnswerAsDocumented() {
        assertThat(refusal(() -> encrypt(DISABLED)))
                .isEqualTo("DisabledException 400: " + arn(DISABLED) + " is disabled.");
        assertThat(refusal(() -> encrypt(DYING)))
                .isEqualTo("KMSInvalidStateException 400: " + arn(DYING) + " is pending deletion.");
        assertThat(refusal(() -> encrypt(UNAVAILABLE)))
                .isEqualTo("KMSInvalidStateException 400: " + arn(UNAVAILABLE) + " is unavailable.");
        assertThat(refusal(() -> encrypt(SIGNING))).startsWith("InvalidKeyUsageException 400");
        assertThat(describe(DYING).deletionDate()).isEqualTo(aws.clock.instant().plus(Duration.ofDays(7)));
        assertThat(refusal(() -> kms.enableKey(r -> r.keyId(DYING)))).startsWith("KMSInvalidStateException 400");
        kms.enableKey(r -> r.keyId(DISABLED));
        assertThat(describe(DISABLED).keyState()).isEqualTo(KeyState.ENABLED);
        kms.disableKey(r -> r.keyId(DISABLED));
        assertThat(describe(DISABLED).enabled()).isFalse();
        kms.enableKey(r -> r.keyId(UNAVAILABLE));
        assertThat(describe(UNAVAILABLE).keyState()).isEqualTo(KeyState.UNAVAILABLE);
    }

    private byte[] encrypt(String key) {
        return kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromUtf8String("x")))
                .ciphertextBlob()
                .asByteArray();
    }

    @Test
    void deletionWaitsCanBeCancelledAndThenIsForEver() {
        assertThat(refusal(() -> kms.scheduleKeyDeletion(r -> r.keyId(KEY_ID).pendingWindowInDays(6))))
                .startsWith("ValidationException 400");
        assertThat(refusal(() -> kms.cancelKeyDeletion(r -> r.keyId(KEY_ID))))
                .isEqualTo("KMSInvalidStateException 400: " + KEY + " is not pending deletion.");
        var scheduled = kms.scheduleKeyDeletion(r -> r.keyId(KEY_ID));
        assertThat(scheduled.keyId()).isEqualTo(KEY);
        assertThat(scheduled.pendingWindowInDays()).isEqualTo(30);
        assertThat(scheduled.deletionDate()).isEqualTo(aws.clock.instant().plus(Duration.ofDays(30)));
        assertThat(refusal(() -> kms.scheduleKeyDeletion(r -> r.keyId(KEY_ID))))
                .startsWith("KMSInvalidStateException 400");
        assertThat(refusal(() -> kms.createAlias(r -> r.aliasName("alias/late").targetKeyId(KEY_ID))))
                .startsWith("KMSInvalidStateException 400");
        assertThat(kms.cancelKeyDeletion(r -> r.keyId(KEY_ID)).keyId()).isEqualTo(KEY);
        assertThat(describe(KEY_ID).keyState()).isEqualTo(KeyState.DISABLED);
        kms.scheduleKeyDeletion(r -> r.keyId(KEY_ID).pendingWindowInDays(7));
        aws.clock.advance(Duration.ofDays(7));
        assertThat(refusal(() -> describe(KEY_ID))).startsWith("NotFoundException 400");
        assertThat(kms.listAliases().aliases())
                .extracting(AliasListEntry::aliasName)
                .doesNotContain("alias/atlas");
    }

    @Test
    void aliasesMoveBetweenKeysOfAKind() {
        kms.createAlias(r -> r.aliasName("alias/new").targetKeyId(KEY_ID));
        assertThat(refusal(() -> kms.createAlias(r -> r.aliasName("alias/new").targetKeyId(KEY_ID))))
                .startsWith("AlreadyExistsException 400");
        assertThat(kms.listAliases(r -> r.keyId(KEY_ID)).aliases())
                .extracting(AliasListEntry::aliasName)
                .containsExactlyInAnyOrder("alias/atlas", "alias/new");
        kms.updateAlias(r -> r.aliasName("alias/new").targetKeyId(MRK_ID));
        assertThat(describe("alias/new").keyId()).isEqualTo(MRK_ID);
        assertThat(refusal(() -> kms.updateAlias(r -> r.aliasName("alias/new").targetKeyId(SIGNING))))
                .startsWith("ValidationException 400");
        assertThat(refusal(
                        () -> kms.updateAlias(r -> r.aliasName("alias/absent").targetKeyId(KEY_ID))))
                .startsWith("NotFoundException 400");
        assertThat(refusal(() -> kms.createAlias(r -> r.aliasName("new").targetKeyId(KEY_ID))))
                .startsWith("ValidationException 400: Invalid identifier");
        assertThat(refusal(() -> kms.createAlias(r -> r.aliasName("alias/a b").targetKeyId(KEY_ID))))
                .startsWith("ValidationException 400");
        assertThat(refusal(() -> kms.createAlias(r -> r.aliasName("alias/aws/x").targetKeyId(KEY_ID))))
                .startsWith("NotAuthorizedException 400");
        kms.deleteAlias(r -> r.aliasName("alias/new"));
        assertThat(refusal(() -> describe("alias/new"))).startsWith("NotFoundException 400");
    }

    @Test
    void listsComeInPagesHoweverSmall() throws Exception {
        try (var small = new AwsFixture(AwsSettings.defaults(Clock.systemUTC()).withPageSize(2), AwsFixture.SCENARIO)) {
            var client = small.kms();
            assertThat(client.listKeys().keys()).hasSize(2);
            assertThat(client.listKeysPaginator().keys()).hasSize(7).doesNotHaveDuplicates();
            client.tagResource(r -> r.keyId(KEY_ID)
                    .tags(
                            Tag.builder().tagKey("b").tagValue("1").build(),
                            Tag.builder().tagKey("c").tagValue("2").build()));
            assertThat(client.listResourceTagsPaginator(r -> r.keyId(KEY_ID)).tags())
                    .extracting(Tag::tagKey)
                    .containsExactly("b", "c", "env");
            client.untagResource(r -> r.keyId(KEY_ID).tagKeys("b"));
            assertThat(client.listResourceTags(r -> r.keyId(KEY_ID)).tags()).hasSize(2);
            assertThat(refusal(() -> client.listKeys(r -> r.marker("forged"))))
                    .startsWith("InvalidMarkerException 400");
            assertThat(refusal(() -> client.listKeys(r -> r.limit(0)))).startsWith("ValidationException 400");
        }
    }

    @Test
    void lastUsageNamesTheLastCryptographicOperation() {
        assertThat(kms.getKeyLastUsage(r -> r.keyId(KEY_ID)).keyLastUsage()).isNull();
        kms.describeKey(r -> r.keyId(KEY_ID));
        assertThat(kms.getKeyLastUsage(r -> r.keyId(KEY_ID)).keyLastUsage()).isNull();
        encrypt(KEY_ID);
        var usage = kms.getKeyLastUsage(r -> r.keyId(KEY_ID)).keyLastUsage();
        assertThat(usage.operationAsString()).isEqualTo("Encrypt");
        assertThat(usage.timestamp()).isEqualTo(aws.clock.instant());
    }

    @Test
    void partitionsAreWorldsOfTheirOwn() {
        var gov = aws.kms(GOV_ADMIN, "us-gov-west-1");
        assertThat(gov.listKeys().keys())
                .singleElement()
                .satisfies(k -> assertThat(k.keyArn()).startsWith("arn:aws-us-gov:kms:us-gov-west-1:"));
        assertThat(refusal(() -> aws.kms(GOV_ADMIN, REGION).listKeys())).startsWith("UnrecognizedClientException 400");
        assertThat(refusal(() -> aws.kms(ADMIN, "us-gov-west-1").listKeys()))
                .startsWith("UnrecognizedClientException 400");
    }

    @Test
    void anotherAccountSeesOnlyWhatTheKeyPolicyGivesIt() {
        var other = aws.kms(OTHER_ADMIN);
        var hidden =
                "AccessDeniedException 400: User: arn:aws:iam::444455556666:user/admin is not authorized to perform:"
                        + " kms:DescribeKey on resource: %s because the resource does not exist in this Region, no"
                        + " resource-based policies allow access, or a resource-based policy explicitly denies access";
        assertThat(refusal(() -> other.describeKey(r -> r.keyId(KEY)))).isEqualTo(hidden.formatted(KEY));
        assertThat(refusal(() -> other.describeKey(r -> r.keyId(KEY.replace("1234", "9999")))))
                .isEqualTo(hidden.formatted(KEY.replace("1234", "9999")));
        kms.putKeyPolicy(r -> r.keyId(KEY_ID).policy("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["111122223333","444455556666"]},"Action":"kms:*","Resource":"*"}]}\
            """));
        assertThat(other.describeKey(r -> r.keyId(KEY)).keyMetadata().awsAccountId())
                .isEqualTo("111122223333");
        assertThat(kms.getKeyPolicy(r -> r.keyId(KEY_ID)).policy())
                .contains("arn:aws:iam::444455556666:root")
                .doesNotContain("\"444455556666\"");
        assertThat(refusal(() -> other.getKeyPolicy(r -> r.keyId(KEY)))).startsWith("AccessDeniedException 400");
        assertThat(refusal(() -> other.scheduleKeyDeletion(r -> r.keyId(KEY)))).startsWith("AccessDeniedException 400");
    }
}
