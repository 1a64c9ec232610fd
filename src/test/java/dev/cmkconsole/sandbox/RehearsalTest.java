package dev.cmkconsole.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Whole procedures, with the AWS SDK on one side and HTTP to Atlas on the other. The actions on one side decide the
 * answers of the other.
 */
@Alongside
class RehearsalTest {
    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(0));
    private final AtlasTestClient atlas = new AtlasTestClient(
            sandbox.atlasUri(), sandbox.apiKey().user(), sandbox.apiKey().secret());
    private final StaticCredentialsProvider credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(
            sandbox.awsOperator().accessKeyId(), sandbox.awsOperator().secretAccessKey()));
    private final IamClient iam = IamClient.builder()
            .endpointOverride(sandbox.awsUri())
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(credentials)
            .httpClientBuilder(Patience.sdk())
            .build();
    private final KmsClient kms = KmsClient.builder()
            .endpointOverride(sandbox.awsUri())
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .httpClientBuilder(Patience.sdk())
            .build();

    @AfterEach
    void close() {
        iam.close();
        kms.close();
        sandbox.close();
    }

    private String key(String alias) {
        return sandbox.aws().keys().stream()
                .filter(k -> k.aliases().contains(alias))
                .findFirst()
                .orElseThrow()
                .arn();
    }

    private static String trust(String account, String externalId) {
        return """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole",
             "Condition":{"StringEquals":{"sts:ExternalId":"%s"}}}]}\
            """.formatted(account, externalId);
    }

    private static String access(String key) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"kms:Decrypt\",\"kms:Encrypt\",\"kms:DescribeKey\"],\"Resource\":\""
                + key + "\"}]}";
    }

    @Test
    void aNewRoleFailsUntilIamHasSettledAndThenTheProjectIsProtectedAndUnprotectedAgain() {
        var project = "/groups/" + sandbox.projectId("analytics-dev");
        var key = key("alias/atlas-analytics");
        var role = atlas.post(project + "/cloudProviderAccess", "{\"providerName\":\"AWS\"}")
                .json();
        var id = role.path("roleId").asText();
        var arn = iam.createRole(r -> r.roleName("atlas-analytics")
                        .assumeRolePolicyDocument(trust(
                                role.path("atlasAWSAccountArn").asText(),
                                role.path("atlasAssumedRoleExternalId").asText())))
                .role()
                .arn();
        var authorize = "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"" + arn + "\"}";
        var early = atlas.patch(project + "/cloudProviderAccess/" + id, authorize);
        assertThat(early.code()).as("IAM has not settled").isEqualTo("CANNOT_ASSUME_ROLE");
        assertThat(early.json().path("parameters").path(0).asText()).isEqualTo(arn);
        sandbox.advance(Duration.ofSeconds(10));
        assertThat(atlas.patch(project + "/cloudProviderAccess/" + id, authorize)
                        .status())
                .isEqualTo(200);

        var enable = "{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + id + "\",\"customerMasterKeyID\":\"" + key
                + "\",\"region\":\"US_EAST_1\"}}";
        assertThat(atlas.patch(project + "/encryptionAtRest", enable).code())
                .as("no policy for the key")
                .isEqualTo("INVALID_AWS_CREDENTIALS");
        iam.putRolePolicy(r -> r.roleName("atlas-analytics").policyName("key").policyDocument(access(key)));
        sandbox.advance(Duration.ofSeconds(10));
        assertThat(atlas.patch(project + "/encryptionAtRest", enable.replace("US_EAST_1", "EU_WEST_1"))
                        .code())
                .as("wrong region")
                .isEqualTo("AWS_CUSTOMER_MASTER_KEY_NOT_FOUND");
        assertThat(atlas.patch(project + "/encryptionAtRest", enable)
                        .json()
                        .path("awsKms")
                        .path("valid")
                        .asBoolean())
                .isTrue();

        assertThat(atlas.patch(project + "/clusters/events", "{\"encryptionAtRestProvider\":\"AWS\"}")
                        .json()
                        .path("stateName")
                        .asText())
                .isEqualTo("UPDATING");
        sandbox.advance(Duration.ofMinutes(1));
        assertThat(atlas.get(project + "/clusters/events")
                        .json()
                        .path("stateName")
                        .asText())
                .isEqualTo("IDLE");
        assertThat(atlas.delete(project + "/cloudProviderAccess/AWS/" + id).code())
                .isEqualTo("AWS_IAM_ROLE_IN_USE");

        atlas.patch(project + "/clusters/events", "{\"encryptionAtRestProvider\":\"NONE\"}");
        sandbox.advance(Duration.ofMinutes(1));
        assertThat(atlas.patch(project + "/encryptionAtRest", "{\"awsKms\":{\"enabled\":false}}")
                        .status())
                .isEqualTo(200);
        assertThat(atlas.delete(project + "/cloudProviderAccess/AWS/" + id).status())
                .isEqualTo(204);
    }

    @Test
    void aKeyDisabledThroughKmsStopsTheClustersAndEnabledAgainStartsThem() {
        var project = sandbox.projectId("payments-prod");
        var key = key("alias/atlas-payments");
        kms.disableKey(r -> r.keyId(key));
        sandbox.advance(Duration.ofMinutes(16));
        assertThat(atlas.get("/groups/" + project + "/encryptionAtRest")
                        .json()
                        .path("awsKms")
                        .path("valid")
                        .asBoolean())
                .isFalse();
        assertThat(sandbox.atlas().running(project, "orders")).isFalse();
        assertThat(atlas.patch(
                                "/groups/" + project + "/encryptionAtRest",
                                "{\"awsKms\":{\"enabled\":true,\"customerMasterKeyID\":\""
                                        + key("alias/atlas-payments-previous") + "\"}}")
                        .code())
                .isEqualTo("ENCRYPTION_AT_REST_SETTINGS_INVALID");
        kms.enableKey(r -> r.keyId(key));
        sandbox.advance(Duration.ofMinutes(16));
        assertThat(sandbox.atlas().running(project, "orders")).isTrue();
    }

    @Test
    void everyUnusableKeyHasItsOwnAnswer() {
        var project = "/groups/" + sandbox.projectId("payments-prod");
        var shared = atlas.get(project + "/cloudProviderAccess")
                .json()
                .path("awsIamRoles")
                .path(0)
                .path("roleId")
                .asText();
        iam.putRolePolicy(r -> r.roleName("atlas-payments")
                .policyName("all")
                .policyDocument(access("arn:aws:kms:us-east-1:111122223333:key/*")));
        sandbox.advance(Duration.ofSeconds(10));
        record Case(String alias, String code) {}
        for (var one : new Case[] {
            new Case("alias/old", "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED"),
            new Case("alias/retired", "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION"),
            new Case("alias/invoice-signing", "NO_PERMISSION_TO_ENCRYPT_DECRYPT")
        }) {
            var reply = atlas.patch(
                    project + "/encryptionAtRest",
                    "{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + shared + "\",\"customerMasterKeyID\":\""
                            + key(one.alias()) + "\",\"region\":\"US_EAST_1\"}}");
            assertThat(reply.code()).as(one.alias()).isEqualTo(one.code());
        }
        assertThat(atlas.get(project + "/encryptionAtRest")
                        .json()
                        .path("awsKms")
                        .path("customerMasterKeyID")
                        .asText())
                .isEqualTo(key("alias/atlas-payments"));
    }
}
