package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Signed noise in every operation: always an answer of the service's form, never an internal failure. */
@Alongside
class AwsNoiseTest {

    private final AwsFixture.ManualClock clock =
            new AwsFixture.ManualClock(java.time.Instant.parse("2026-11-23T12:00:00Z"));
    private final AwsCloud cloud = cloud();

    private AwsCloud cloud() {
        var made = new AwsCloud(clock, AwsSettings.defaults(Clock.systemUTC()));
        made.load(AwsFixture.json(AwsFixture.SCENARIO));
        return made;
    }

    private static String text(HttpReply reply) {
        return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8);
    }

    private String answer(HttpCall call) {
        var reply = cloud.handle(call);
        StrictReplies.check(cloud.operation(call), reply);
        return text(reply);
    }

    @Test
    void noiseNeverBringsAnythingDown() {
        var random = new Random(7);
        var operations = new ArrayList<>(cloud.operations());
        for (int i = 0; i < 5_000; i++) {
            var operation = operations.get(random.nextInt(operations.size()));
            var service = operation.substring(0, 3);
            var call = service.equals("kms")
                    ? SignedCalls.kms(operation.substring(4), json(random, 0))
                    : SignedCalls.query(service, "Action=" + operation.substring(4) + form(random));
            var reply = cloud.handle(call);
            assertThat(reply.status())
                    .as("%s %s -> %s", operation, call.text(), text(reply))
                    .isLessThan(500);
            StrictReplies.check(operation, reply);
        }
        for (int i = 0; i < 2_000; i++) {
            var body = new byte[random.nextInt(200)];
            random.nextBytes(body);
            var reply = cloud.handle(SignedCalls.signed(
                    List.of("kms", "iam", "sts", "s3").get(random.nextInt(4)),
                    "us-east-1",
                    random.nextBoolean() ? "TrentService.Encrypt" : null,
                    body));
            assertThat(reply.status()).isBetween(400, 499);
        }
    }

    private static final List<String> MEMBERS = List.of(
            "KeyId",
            "Policy",
            "Limit",
            "Marker",
            "Tags",
            "Plaintext",
            "CiphertextBlob",
            "GranteePrincipal",
            "Operations",
            "AliasName",
            "TargetKeyId",
            "EncryptionContext",
            "GrantTokens",
            "DryRun",
            "DryRunModifiers",
            "PendingWindowInDays",
            "RotationPeriodInDays",
            "Constraints",
            "ReplicaRegion",
            "PrimaryRegion",
            "ValidTo",
            "ImportToken",
            "EncryptedKeyMaterial",
            "DestinationKeyId",
            "NumberOfBytes",
            "KeySpec",
            "Description",
            "GrantId",
            "GrantToken",
            "TagKeys",
            "Name",
            "RetiringPrincipal",
            "WrappingAlgorithm",
            "WrappingKeySpec");
    private static final List<String> VALUES = List.of(
            "\"" + KEY_ID + "\"",
            "\"alias/atlas\"",
            "\"\"",
            "1",
            "-1",
            "1e400",
            "true",
            "null",
            "[]",
            "{}",
            "\"\\u0000\\ud800\"",
            "\"arn:aws:kms:us-east-1:111122223333:key/\"",
            "\"arn::::::\"",
            "\"AQICAHg=\"",
            "[\"IGNORE_CIPHERTEXT\"]",
            "[{\"TagKey\":\"a\",\"TagValue\":\"b\"}]",
            "{\"a\":\"b\"}",
            "\"{\\\"Statement\\\":[]}\"",
            "\"eu-west-1\"",
            "\"arn:aws:iam::111122223333:role/Operator\"",
            "[\"Decrypt\"]",
            "[null]",
            "30",
            "\"RSA_2048\"");

    private static String json(Random random, int depth) {
        var text = new StringBuilder("{");
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(text.length() > 1 ? "," : "")
                    .append('"')
                    .append(MEMBERS.get(random.nextInt(MEMBERS.size())))
                    .append("\":")
                    .append(
                            depth < 3 && random.nextInt(10) == 0
                                    ? json(random, depth + 1)
                                    : VALUES.get(random.nextInt(VALUES.size())));
        }
        return text.append(random.nextInt(50) == 0 ? "" : "}").toString();
    }

    private static final List<String> PARAMETERS = List.of(
            "RoleName",
            "UserName",
            "PolicyName",
            "PolicyDocument",
            "AssumeRolePolicyDocument",
            "PolicyArn",
            "MaxItems",
            "Marker",
            "Tags.member.1.Key",
            "Tags.member.1.Value",
            "TagKeys.member.1",
            "AccessKeyId",
            "Status",
            "PolicySourceArn",
            "ActionNames.member.1",
            "ResourceArns.member.1",
            "PolicyInputList.member.1",
            "RoleArn",
            "RoleSessionName",
            "DurationSeconds",
            "ExternalId",
            "Policy",
            "PolicyArns.member.1.arn",
            "SerialNumber",
            "TokenCode",
            "VersionId",
            "Path",
            "PathPrefix",
            "PermissionsBoundary",
            "MaxSessionDuration",
            "ContextEntries.member.1.ContextKeyName",
            "EncodedMessage",
            "CallerArn",
            "ResourcePolicy",
            "Description");
    private static final List<String> TEXTS = List.of(
            "AtlasKeys",
            "admin",
            "",
            "a b",
            "\u0000\u0001\uffff",
            "-1",
            "99999999999",
            "{\"Statement\":[]}",
            "{",
            "x".repeat(3000),
            "arn:aws:iam::111122223333:role/Operator",
            "arn:aws:iam::111122223333:policy/OnlyKms",
            "kms:Decrypt",
            "*",
            "v1",
            "Inactive",
            "AKIALEGACYLEGACYLEG1",
            "/a/",
            "123456",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"${aws:username}\"}}",
            "aws:SourceIp",
            "3600");

    private static String form(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append('&')
                    .append(PARAMETERS.get(random.nextInt(PARAMETERS.size())))
                    .append('=')
                    .append(URLEncoder.encode(TEXTS.get(random.nextInt(TEXTS.size())), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
