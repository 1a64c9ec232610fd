package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.ACCOUNT;
import static dev.cmkconsole.sandbox.aws.AwsFixture.ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.EXTERNAL_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.LEGACY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.MRK;
import static dev.cmkconsole.sandbox.aws.AwsFixture.REGION;
import static dev.cmkconsole.sandbox.aws.AwsFixture.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.sandbox.aws.AtlasAwsAccess.Refusal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

/** Atlas' own actions in the simulated AWS, the state after a restart, and the controls. */
class AwsCloudTest {

    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() throws Exception {
        aws.close();
    }

    @Test
    void atlasUsesTheKeyWithTheRoleThatTrustsIt() {
        assertThat(aws.cloud.atlasAccountArn()).isEqualTo("arn:aws:iam::536727724300:root");
        assertThat(aws.cloud.assumeRole(ROLE, EXTERNAL_ID)).isEmpty();
        assertThat(aws.cloud.useKeyWithRole(ROLE, EXTERNAL_ID, KEY, REGION)).isEmpty();
        assertThat(aws.cloud.useKeyWithRole(ROLE, EXTERNAL_ID, KEY_ID, REGION)).isEmpty();
    }

    @Test
    void aWrongExternalIdAndAMissingRoleLookAlike() {
        var wrong = aws.cloud.assumeRole(ROLE, "another").orElseThrow();
        var missing = aws.cloud.assumeRole(ROLE + "X", EXTERNAL_ID).orElseThrow();
        assertThat(wrong.code()).isEqualTo("AccessDenied").isEqualTo(missing.code());
        assertThat(wrong.message())
                .matches("User: arn:aws:sts::536727724300:assumed-role/\\S+ is not authorized to perform:"
                        + " sts:AssumeRole on resource: "
                        + ROLE);
        assertThat(missing.message()).isEqualTo(wrong.message() + "X");
    }

    @Test
    void eachOfTheThreeKeyActionsIsReallyTried() {
        aws.cloud.setRolePolicy(ROLE, "AtlasEncryptionAtRest", """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["kms:DescribeKey","kms:Encrypt"],"Resource":"%s"}}\
            """.formatted(KEY), false);
        assertThat(aws.cloud.useKeyWithRole(ROLE, EXTERNAL_ID, KEY, REGION))
                .get()
                .satisfies(refusal -> {
                    assertThat(refusal.operation()).isEqualTo("kms:Decrypt");
                    assertThat(refusal.code()).isEqualTo("AccessDeniedException");
                    assertThat(refusal.message())
                            .endsWith("because no identity-based policy allows the kms:Decrypt action");
                });
    }

    @Test
    void theStateOfTheKeyAndTheWrongRegionAreTold() {
        aws.cloud.setKeyState(KEY, "Disabled");
        assertThat(aws.cloud.useKeyWithRole(ROLE, EXTERNAL_ID, KEY, REGION))
                .contains(new Refusal("kms:Encrypt", "DisabledException", KEY + " is disabled."));
        assertThat(aws.cloud.useKeyWithRole(ROLE, EXTERNAL_ID, KEY, "eu-west-1"))
                .get()
                .extracting(Refusal::code)
                .isEqualTo("NotFoundException");
    }

    @Test
    void legacyCredentialsWorkUntilTheyAreInactive() {
        assertThat(aws.cloud.useKeyWithCredentials(LEGACY.accessKeyId(), LEGACY.secretAccessKey(), KEY_ID, REGION))
                .isEmpty();
        assertThat(aws.cloud.useKeyWithCredentials(LEGACY.accessKeyId(), "guess", KEY_ID, REGION))
                .get()
                .extracting(Refusal::code)
                .isEqualTo("InvalidSignatureException");
        aws.iam()
                .updateAccessKey(r -> r.userName("old-atlas")
                        .accessKeyId(LEGACY.accessKeyId())
                        .status("Inactive"));
        assertThat(aws.cloud.useKeyWithCredentials(LEGACY.accessKeyId(), LEGACY.secretAccessKey(), KEY_ID, REGION))
                .isEmpty();
        aws.settle();
        assertThat(aws.cloud.useKeyWithCredentials(LEGACY.accessKeyId(), LEGACY.secretAccessKey(), KEY_ID, REGION))
                .get()
                .extracting(Refusal::code)
                .isEqualTo("UnrecognizedClientException");
    }

    @Test
    void aServiceControlPolicyStopsTheRoleThoughNobodyCanReadIt() {
        aws.cloud.setServiceControlPolicies(ACCOUNT, List.of("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"kms:Encrypt","Resource":"*"}]}\
            """));
        assertThat(aws.cloud.useKeyWithRole(ROLE, EXTERNAL_ID, KEY, REGION))
                .get()
                .satisfies(refusal -> {
                    assertThat(refusal.operation()).isEqualTo("kms:Encrypt");
                    assertThat(refusal.message()).endsWith("with an explicit deny in a service control policy");
                });
    }

    @Test
    void everythingSurvivesARestart() {
        var kms = aws.kms();
        kms.enableKeyRotation(r -> r.keyId(KEY_ID).rotationPeriodInDays(100));
        kms.createGrant(r -> r.keyId(KEY_ID)
                .granteePrincipal(ROLE)
                .operationsWithStrings("Decrypt")
                .name("once"));
        var blob = kms.encrypt(r -> r.keyId(MRK).plaintext(SdkBytes.fromUtf8String("kept")))
                .ciphertextBlob();
        aws.clock.advance(java.time.Duration.ofDays(101));
        kms.describeKey(r -> r.keyId(KEY_ID));
        var operator = aws.as("arn:aws:iam::111122223333:role/Operator");
        var saved = aws.cloud.save();

        aws.cloud.load(AwsFixture.json("{\"accounts\": []}"));
        assertThat(AwsFixture.refusal(() -> kms.describeKey(r -> r.keyId(KEY))))
                .startsWith("UnrecognizedClientException 400");
        aws.cloud.restore(AwsFixture.json(saved.toString()));

        assertThat(AwsFixture.json(aws.cloud.save().toString())).isEqualTo(AwsFixture.json(saved.toString()));
        assertThat(aws.kms(operator, "eu-west-1")
                        .decrypt(r -> r.ciphertextBlob(blob))
                        .plaintext()
                        .asUtf8String())
                .isEqualTo("kept");
        assertThat(kms.listKeyRotations(r -> r.keyId(KEY_ID)).rotations()).hasSize(1);
        assertThat(kms.getKeyRotationStatus(r -> r.keyId(KEY_ID)).rotationPeriodInDays())
                .isEqualTo(100);
        assertThat(kms.listGrants(r -> r.keyId(KEY_ID)).grants())
                .singleElement()
                .satisfies(g -> assertThat(g.name()).isEqualTo("once"));
        assertThat(aws.cloud.useKeyWithRole(ROLE, EXTERNAL_ID, KEY, REGION)).isEmpty();
    }

    @Test
    void theControlsListAndRefuseWhatIsNotThere() {
        assertThat(aws.cloud.keys()).hasSize(10).anySatisfy(key -> {
            assertThat(key.arn()).isEqualTo(KEY);
            assertThat(key.aliases()).containsExactly("alias/atlas");
        });
        assertThat(aws.cloud.roles()).extracting(AwsCloud.RoleView::arn).contains(ROLE);
        assertThat(aws.cloud.credentials()).anySatisfy(credential -> {
            assertThat(credential.accessKeyId()).isEqualTo(ADMIN.accessKeyId());
            assertThat(credential.secretAccessKey()).isEqualTo(ADMIN.secretAccessKey());
            assertThat(credential.toString()).doesNotContain(ADMIN.secretAccessKey());
        });
        assertThatThrownBy(() -> aws.cloud.setKeyState(KEY + "x", "Enabled"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> aws.cloud.setKeyState(KEY, "Sleeping"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Sleeping");
        assertThatThrownBy(() ->
                        aws.cloud.load(AwsFixture.json("{\"accounts\":[{\"id\":\"1\",\"roles\":[{\"name\":\"r\"}]}]}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTrustPolicyChangedThroughTheControlsIsSeenAtOnceOrLate() {
        var closed =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"sts:AssumeRole\"}]}";
        aws.cloud.setTrustPolicy(ROLE, closed, true);
        assertThat(aws.cloud.assumeRole(ROLE, EXTERNAL_ID)).isEmpty();
        aws.settle();
        assertThat(aws.cloud.assumeRole(ROLE, EXTERNAL_ID)).isPresent();
        assertThat(aws.cloud.roles())
                .filteredOn(role -> role.arn().equals(ROLE))
                .singleElement()
                .satisfies(role -> assertThat(role.trustPolicy()).contains("arn:aws:iam::444455556666:root"));
    }
}
