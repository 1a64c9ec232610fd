package dev.cmkconsole.sandbox.atlas;

import static dev.cmkconsole.sandbox.atlas.AtlasFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Alongside
class EncryptionResourceTest {
    private final AtlasFixture atlas = new AtlasFixture();

    @AfterEach
    void close() {
        atlas.close();
    }

    private String newRole() {
        return atlas.owner
                .post(FRESH + "/cloudProviderAccess", "{\"providerName\":\"AWS\"}")
                .json()
                .path("roleId")
                .asText();
    }

    private String authorizedRole() {
        var role = atlas.owner
                .post(FRESH + "/cloudProviderAccess", "{\"providerName\":\"AWS\"}")
                .json();
        var arn = ROLE_ARN + role.path("roleId").asText();
        atlas.aws.trusted.put(arn, role.path("atlasAssumedRoleExternalId").asText());
        assertThat(atlas.owner
                        .patch(
                                FRESH + "/cloudProviderAccess/"
                                        + role.path("roleId").asText(),
                                "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"" + arn + "\"}")
                        .status())
                .isEqualTo(200);
        return role.path("roleId").asText();
    }

    private static String kms(String role, String key) {
        return "{\"awsKms\":{\"enabled\":true,\"roleId\":\"%s\",\"customerMasterKeyID\":\"%s\",\"region\":\"US_EAST_1\"},\"azureKeyVault\":{},\"googleCloudKms\":{}}"
                .formatted(role, key);
    }

    private AtlasTestClient.Reply save(String path, String body) {
        return atlas.owner.patch(path + "/encryptionAtRest", body);
    }

    @Test
    void aProjectNeverConfiguredShowsAllThreeProvidersDisabled() {
        var body = atlas.owner.get(FRESH + "/encryptionAtRest");
        assertThat(body.status()).isEqualTo(200);
        assertThat(body.text())
                .isEqualTo("{\"awsKms\":{\"enabled\":false,\"requirePrivateNetworking\":false,\"valid\":false},"
                               + "\"azureKeyVault\":{\"enabled\":false,\"requirePrivateNetworking\":false,\"valid\":false},\"enabledForSearchNodes\":false,"
                               + "\"googleCloudKms\":{\"enabled\":false,\"valid\":false}}");
    }

    @Test
    void enablingReturnsTheKeyAsSentWithItsRoleAndValid() {
        var role = authorizedRole();
        var saved = save(FRESH, kms(role, KEY));
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.json().path("awsKms").toString())
                .isEqualTo("{\"customerMasterKeyID\":\"" + KEY + "\",\"enabled\":true,\"region\":\"US_EAST_1\","
                        + "\"requirePrivateNetworking\":false,\"roleId\":\"" + role + "\",\"valid\":true}");
        assertThat(atlas.owner.get(FRESH + "/encryptionAtRest").text()).isEqualTo(saved.text());
        assertThat(atlas.owner
                        .get(FRESH + "/cloudProviderAccess")
                        .json()
                        .path("awsIamRoles")
                        .path(0)
                        .path("featureUsages")
                        .path(0)
                        .path("featureType")
                        .asText())
                .isEqualTo("ENCRYPTION_AT_REST");
    }

    @Test
    void aRefusedConfigurationChangesNothing() {
        var role = authorizedRole();
        atlas.aws.refuse(OTHER_KEY, "kms:Encrypt", "DisabledException", "is disabled");
        var before = atlas.owner.get(FRESH + "/encryptionAtRest").text();
        assertThat(save(FRESH, kms(role, OTHER_KEY)).code()).isEqualTo("AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED");
        assertThat(save(FRESH, kms("5f00000000000000000000ff", KEY)).code())
                .isEqualTo("CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND");
        var fresh = newRole();
        var unauthorized = save(FRESH, kms(fresh, KEY));
        assertThat(unauthorized.code()).isEqualTo("CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED");
        assertThat(unauthorized.json().path("detail").asText())
                .isEqualTo("The specified Cloud Provider Access role (" + fresh + ") has not been authorized.");
        assertThat(atlas.owner.get(FRESH + "/encryptionAtRest").text()).isEqualTo(before);
    }

    @Test
    void everyRefusalOfAwsHasItsOwnCode() {
        var role = authorizedRole();
        record Case(String operation, String code, String message, int status, String expected) {}
        for (var one : new Case[] {
            new Case(
                    "kms:DescribeKey",
                    "NotFoundException",
                    "Key does not exist",
                    404,
                    "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND"),
            new Case(
                    "kms:Encrypt",
                    "KMSInvalidStateException",
                    "arn is pending deletion.",
                    400,
                    "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION"),
            new Case(
                    "kms:Encrypt",
                    "KMSInvalidStateException",
                    "arn is pending import.",
                    400,
                    "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_IMPORT"),
            new Case("kms:Encrypt", "InvalidKeyUsageException", "", 400, "NO_PERMISSION_TO_ENCRYPT_DECRYPT"),
            new Case(
                    "kms:Encrypt",
                    "AccessDeniedException",
                    "no identity-based policy allows",
                    400,
                    "NO_PERMISSION_TO_ENCRYPT_DECRYPT"),
            new Case(
                    "kms:DescribeKey",
                    "AccessDeniedException",
                    "because no identity-based policy allows",
                    400,
                    "INVALID_AWS_CREDENTIALS"),
            new Case(
                    "kms:DescribeKey",
                    "AccessDeniedException",
                    "because no resource-based policy allows",
                    400,
                    "NO_PERMISSION_TO_ENCRYPT_DECRYPT"),
            new Case("sts:AssumeRole", "AccessDenied", "", 400, "CANNOT_ASSUME_ROLE")
        }) {
            atlas.aws.refuse(KEY, one.operation(), one.code(), one.message());
            var reply = save(FRESH, kms(role, KEY));
            assertThat(reply.code()).as(one.toString()).isEqualTo(one.expected());
            assertThat(reply.status()).as(one.toString()).isEqualTo(one.status());
            assertThat(reply.header("x-error-code")).isEqualTo(one.expected());
        }
    }

    @Test
    void credentialsAreRefusedForAProjectThatDoesNotUseThem() {
        var body =
                "{\"awsKms\":{\"enabled\":true,\"accessKeyID\":\"AKIAIOSFODNN7EXAMPLE\",\"secretAccessKey\":\"s\",\"customerMasterKeyID\":\""
                        + KEY + "\",\"region\":\"US_EAST_1\"}}";
        assertThat(save(FRESH, body).code()).isEqualTo("AWS_KMS_CREDENTIALS_AUTH_DEPRECATED");
        assertThat(save(ON, body.replace("\"enabled\":true", "\"enabled\":true,\"roleId\":null"))
                        .code())
                .as("a role in use stays, and the credentials are not silently ignored")
                .isEqualTo("AWS_KMS_CREDENTIALS_AUTH_DEPRECATED");
        assertThat(atlas.owner
                        .get(ON + "/encryptionAtRest")
                        .json()
                        .path("awsKms")
                        .has("accessKeyID"))
                .isFalse();
    }

    @Test
    void theSwitchFromCredentialsToARoleGoesOneWay() {
        var before = atlas.owner.get(LEGACY + "/encryptionAtRest").json().path("awsKms");
        assertThat(AtlasTestClient.members(before))
                .containsExactly(
                        "accessKeyID", "customerMasterKeyID", "enabled", "region", "requirePrivateNetworking", "valid");
        var role = atlas.owner
                .post(LEGACY + "/cloudProviderAccess", "{\"providerName\":\"AWS\"}")
                .json();
        var id = role.path("roleId").asText();
        atlas.aws.trusted.put(
                ROLE_ARN + "2", role.path("atlasAssumedRoleExternalId").asText());
        atlas.owner.patch(
                LEGACY + "/cloudProviderAccess/" + id,
                "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"" + ROLE_ARN + "2\"}");
        var after = save(LEGACY, kms(id, KEY)).json().path("awsKms");
        assertThat(after.path("roleId").asText()).isEqualTo(id);
        assertThat(after.has("accessKeyID")).isFalse();
        save(
                LEGACY,
                "{\"awsKms\":{\"enabled\":true,\"accessKeyID\":\"AKIAIOSFODNN7EXAMPLE\",\"secretAccessKey\":\"s\"}}");
        assertThat(atlas.owner
                        .get(LEGACY + "/encryptionAtRest")
                        .json()
                        .path("awsKms")
                        .has("accessKeyID"))
                .isFalse();
    }

    @Test
    void whatWasReadCanBeSentBack() {
        var read = atlas.owner.get(ON + "/encryptionAtRest").text();
        var saved = save(ON, read);
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.text()).isEqualTo(read);
    }

    @Test
    void disablingNeedsEveryClusterOffFirstAndProvidersNeverOnMayBeDisabled() {
        var off =
                "{\"awsKms\":{\"enabled\":false},\"azureKeyVault\":{\"enabled\":false},\"googleCloudKms\":{\"enabled\":false}}";
        assertThat(save(FRESH, off).status()).isEqualTo(200);
        var refused = save(ON, off);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("CANNOT_DISABLE_ENCRYPTION_AT_REST");
        for (var name : new String[] {"one", "two"}) {
            assertThat(atlas.owner
                            .patch(ON + "/clusters/" + name, "{\"encryptionAtRestProvider\":\"NONE\"}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(save(ON, off).json().path("awsKms").toString())
                .isEqualTo("{\"enabled\":false,\"requirePrivateNetworking\":false,\"valid\":false}");
    }

    @Test
    void anInvalidKeyShutsClustersDownAtTheNextCheckAndRecoveryStartsThemAgain() {
        atlas.switches.revalidateOnReadAfterSeconds = -1;
        assertThat(atlas.owner
                        .get(ON + "/encryptionAtRest")
                        .json()
                        .path("awsKms")
                        .path("valid")
                        .asBoolean())
                .isTrue();
        atlas.aws.refuse(KEY, "kms:DescribeKey", "DisabledException", "disabled");
        atlas.seconds(899);
        assertThat(running("one")).isTrue();
        atlas.seconds(1);
        assertThat(running("one")).isFalse();
        assertThat(atlas.owner
                        .get(ON + "/encryptionAtRest")
                        .json()
                        .path("awsKms")
                        .path("valid")
                        .asBoolean())
                .isFalse();
        assertThat(atlas.owner
                        .get(ON + "/alerts?status=OPEN")
                        .json()
                        .path("results")
                        .findValuesAsText("eventTypeName"))
                .contains("ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID");
        assertThat(save(ON, kms("5f0000000000000000000000", OTHER_KEY)).code())
                .isEqualTo("CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND");
        assertThat(save(ON, "{\"awsKms\":{\"enabled\":true,\"customerMasterKeyID\":\"" + OTHER_KEY + "\"}}")
                        .code())
                .isEqualTo("ENCRYPTION_AT_REST_SETTINGS_INVALID");
        assertThat(atlas.owner
                        .patch(ON + "/clusters/one", "{\"backupEnabled\":false}")
                        .status())
                .isEqualTo(200);
        atlas.seconds(600);
        assertThat(atlas.owner
                        .get(ON + "/clusters/one")
                        .json()
                        .path("stateName")
                        .asText())
                .as("a change waits for the key")
                .isEqualTo("UPDATING");
        assertThat(atlas.owner.get(ON + "/clusters/two").json().path("paused").asBoolean())
                .as("no search node key in use")
                .isFalse();
        atlas.aws.refusals.clear();
        atlas.seconds(900);
        assertThat(running("one")).isTrue();
        atlas.seconds(60);
        assertThat(atlas.owner
                        .get(ON + "/clusters/one")
                        .json()
                        .path("stateName")
                        .asText())
                .isEqualTo("IDLE");
        assertThat(atlas.owner
                        .get(ON + "/events?eventType=AWS_ENCRYPTION_KEY_VALID")
                        .json()
                        .path("results"))
                .hasSize(1);
        assertThat(atlas.owner.get(ON + "/alerts?status=OPEN").json().path("results"))
                .isEmpty();
    }

    @Test
    void readingTriesTheKeyAgainOnDemand() {
        assertThat(atlas.owner
                        .get(ON + "/encryptionAtRest")
                        .json()
                        .path("awsKms")
                        .path("valid")
                        .asBoolean())
                .isTrue();
        atlas.aws.refuse(KEY, "kms:DescribeKey", "DisabledException", "disabled");
        atlas.seconds(61);
        assertThat(atlas.owner
                        .get(ON + "/encryptionAtRest")
                        .json()
                        .path("awsKms")
                        .path("valid")
                        .asBoolean())
                .isFalse();
        assertThat(running("one")).isFalse();
    }

    @Test
    void aNetworkFailureIsNotAnInvalidKey() {
        atlas.owner.get(ON + "/encryptionAtRest");
        atlas.switches.kmsReachable = false;
        atlas.aws.refuse(KEY, "kms:DescribeKey", "DisabledException", "disabled");
        atlas.seconds(3600);
        assertThat(atlas.owner
                        .get(ON + "/encryptionAtRest")
                        .json()
                        .path("awsKms")
                        .path("valid")
                        .asBoolean())
                .isTrue();
        assertThat(running("one")).isTrue();
        assertThat(atlas.owner
                        .get(ON + "/alerts?status=OPEN")
                        .json()
                        .path("results")
                        .findValuesAsText("eventTypeName"))
                .containsExactly("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED");
        atlas.aws.refusals.clear();
        atlas.switches.kmsReachable = true;
        atlas.seconds(3600);
        assertThat(atlas.owner.get(ON + "/alerts?status=OPEN").json().path("results"))
                .isEmpty();
    }

    @Test
    void aSettingThatAtlasHasTriedEndsTheAlertOfAnOutage() {
        atlas.owner.get(ON + "/encryptionAtRest");
        atlas.switches.kmsReachable = false;
        atlas.seconds(3600);
        assertThat(atlas.owner.get(ON + "/alerts?status=OPEN").json().path("results"))
                .hasSize(1);
        var role = atlas.owner
                .get(ON + "/encryptionAtRest")
                .json()
                .path("awsKms")
                .path("roleId")
                .asText();
        assertThat(save(ON, kms(role, OTHER_KEY)).status()).isEqualTo(200);
        assertThat(atlas.owner.get(ON + "/alerts?status=OPEN").json().path("results"))
                .isEmpty();
    }

    @Test
    void aNewKeyUpdatesTheEncryptedClustersAndResetsTheReminder() {
        atlas.seconds(3600L * 24 * 80);
        assertThat(atlas.owner
                        .get(ON + "/alerts?status=OPEN")
                        .json()
                        .path("results")
                        .findValuesAsText("eventTypeName"))
                .containsExactly("AWS_ENCRYPTION_KEY_NEEDS_ROTATION");
        assertThat(save(ON, "{\"awsKms\":{\"enabled\":true,\"customerMasterKeyID\":\"" + OTHER_KEY + "\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(atlas.owner
                        .get(ON + "/clusters/one")
                        .json()
                        .path("stateName")
                        .asText())
                .isEqualTo("UPDATING");
        assertThat(atlas.owner.get(ON + "/alerts?status=OPEN").json().path("results"))
                .isEmpty();
        assertThat(atlas.owner
                        .get(ON + "/events?eventType=ENCRYPTION_AT_REST_KEY_ROTATION_STARTED")
                        .json()
                        .path("results"))
                .hasSize(1);
        atlas.seconds(60);
        assertThat(atlas.owner
                        .get(ON + "/clusters/one")
                        .json()
                        .path("stateName")
                        .asText())
                .isEqualTo("IDLE");
    }

    private boolean running(String cluster) {
        return atlas.cloud.overview().running("5f0000000000000000000002", cluster);
    }
}
