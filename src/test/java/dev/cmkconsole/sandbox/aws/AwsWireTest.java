package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.io.Sha256;
import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** What no well-behaved client sends: unknown operations, malformed and oversized bodies, missing signatures, noise. */
class AwsWireTest {

    private static final Path TESTS = Path.of("src/test/java/dev/cmkconsole/sandbox/aws");
    private final AwsFixture.ManualClock clock =
            new AwsFixture.ManualClock(java.time.Instant.parse("2026-11-23T12:00:00Z"));
    private final AwsCloud cloud = cloud();

    private AwsCloud cloud() {
        var made = new AwsCloud(clock, AwsSettings.defaults(Clock.systemUTC()));
        made.load(AwsFixture.json(AwsFixture.SCENARIO));
        return made;
    }

    private static HttpCall signed(String service, String region, String target, byte[] body) {
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:1/"))
                .putHeader(
                        "Content-Type",
                        target == null
                                ? "application/x-www-form-urlencoded; charset=utf-8"
                                : "application/x-amz-json-1.1");
        if (target != null) {
            request.putHeader("X-Amz-Target", target);
        }
        ContentStreamProvider payload = () -> new ByteArrayInputStream(body);
        var signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(ADMIN)
                        .request(request.build())
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        var headers = new HashMap<String, List<String>>();
        signed.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new HttpCall("POST", "/", "", headers, body, "127.0.0.1");
    }

    private static HttpCall kms(String operation, String body) {
        return signed("kms", "us-east-1", "TrentService." + operation, body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpCall query(String service, String body) {
        return signed(service, "us-east-1", null, body.getBytes(StandardCharsets.UTF_8));
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
    void operationsAreNamedForFaultsAndLog() {
        assertThat(cloud.operation(kms("DescribeKey", "{}"))).isEqualTo("kms:DescribeKey");
        assertThat(cloud.operation(query("iam", "Action=GetRole&RoleName=x"))).isEqualTo("iam:GetRole");
        assertThat(cloud.operation(query("sts", "Action=AssumeRole"))).isEqualTo("sts:AssumeRole");
        assertThat(cloud.operation(query("sts", "Action=GetRole"))).isEqualTo("unknown");
        assertThat(cloud.operation(kms("Fly", "{}"))).isEqualTo("unknown");
        assertThat(cloud.operation(new HttpCall("GET", "/", "", Map.of(), new byte[0], "127.0.0.1")))
                .isEqualTo("unknown");
        assertThat(cloud.operations())
                .contains("kms:DescribeKey", "iam:GetRole", "sts:AssumeRole")
                .hasSizeGreaterThan(90);
    }

    @Test
    void everyOperationIsDrivenByTheSdkInSomeTest() throws IOException {
        var sources = new StringBuilder();
        try (var files = Files.list(TESTS)) {
            files.filter(file -> file.toString().endsWith("Test.java")).forEach(file -> sources.append(read(file)));
        }
        var undriven = new TreeSet<String>();
        for (var operation : cloud.operations()) {
            var name = operation.substring(4);
            if (!sources.toString()
                    .matches("(?s).*[.:]" + Character.toLowerCase(name.charAt(0)) + name.substring(1)
                            + "(Paginator)?\\b.*")) {
                undriven.add(operation);
            }
        }
        assertThat(undriven).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void unknownOperationsAreRefusedInEachServicesWords() {
        assertThat(answer(kms("Fly", "{}"))).isEqualTo("400 {\"__type\":\"UnknownOperationException\"}");
        assertThat(answer(query("iam", "Action=Fly&Version=2010-05-08")))
                .startsWith("400 ")
                .contains("<Code>InvalidAction</Code>", "Could not find operation Fly for version 2010-05-08");
        assertThat(answer(query("sts", "Version=2011-06-15"))).contains("<Code>MissingAction</Code>");
        assertThat(answer(query("sts", "Action=%3Cscript%3E%00%26"))).contains("&lt;script&gt;?&amp;");
        assertThat(answer(query("iam", "Action=%zz"))).contains("<Code>MalformedQueryString</Code>");
    }

    @Test
    void malformedBodiesAreSerializationFaults() {
        for (var body : List.of(
                "{",
                "[]",
                "\"x\"",
                "{\"KeyId\":1}",
                "{\"KeyId\":[\"a\"]}",
                "{\"KeyId\":{}}",
                "{} {}",
                "{\"KeyId\":\"" + KEY_ID + "\",\"GrantTokens\":\"x\"}")) {
            assertThat(answer(kms("DescribeKey", body)))
                    .as(body)
                    .startsWith("400 {\"__type\":\"SerializationException\"");
        }
        assertThat(answer(kms("DescribeKey", ""))).startsWith("400 {\"__type\":\"ValidationException\"");
        assertThat(answer(kms("Encrypt", "{\"KeyId\":\"x\",\"Plaintext\":\"%%\"}")))
                .startsWith("400 {\"__type\":\"SerializationException\"");
        assertThat(answer(kms("ListKeys", "{\"Limit\":99999999999999999999}")))
                .startsWith("400 {\"__type\":\"ValidationException\"");
        assertThat(answer(kms("ListKeys", "{\"Limit\":1.5}"))).startsWith("400 {\"__type\":\"SerializationException\"");
        assertThat(answer(kms("ListKeys", "{\"Unknown\":[{}]}"))).startsWith("200 ");
    }

    @Test
    void tooMuchIsRefusedUnread() {
        assertThat(answer(kms("DescribeKey", "{\"KeyId\":\"" + "x".repeat(2 << 20) + "\"}")))
                .startsWith("413 {\"__type\":\"RequestEntityTooLargeException\"");
        assertThat(answer(query("iam", "Action=GetRole&RoleName=" + "x".repeat(2 << 20))))
                .startsWith("413 ");
        assertThat(answer(kms("DescribeKey", "[".repeat(100_000))))
                .startsWith("400 {\"__type\":\"SerializationException\"");
    }

    @Test
    void withoutAUsableSignatureNothingIsDone() {
        var call = kms("ListKeys", "{}");
        assertThat(answer(without(call, "authorization")))
                .startsWith("400 {\"__type\":\"MissingAuthenticationTokenException\"");
        assertThat(answer(with(call, "authorization", "Basic x")))
                .startsWith("400 {\"__type\":\"IncompleteSignatureException\"");
        assertThat(answer(without(call, "x-amz-date"))).startsWith("400 {\"__type\":\"IncompleteSignatureException\"");
        assertThat(answer(new HttpCall(
                        "POST",
                        "/",
                        "",
                        call.headers(),
                        "{\"Limit\":1}".getBytes(StandardCharsets.UTF_8),
                        "127.0.0.1")))
                .startsWith("400 {\"__type\":\"InvalidSignatureException\"");
        assertThat(answer(new HttpCall("POST", "/other", "", call.headers(), call.body(), "127.0.0.1")))
                .startsWith("400 {\"__type\":\"InvalidSignatureException\"");
        assertThat(answer(signed("iam", "us-east-1", "TrentService.ListKeys", "{}".getBytes(StandardCharsets.UTF_8))))
                .startsWith("400 {\"__type\":\"InvalidSignatureException\"");
        assertThat(answer(without(query("sts", "Action=GetCallerIdentity"), "authorization")))
                .startsWith("403 ")
                .contains("<Code>MissingAuthenticationToken</Code>");
        assertThat(answer(query("sts", "Action=GetCallerIdentity"))).startsWith("200 ");
    }

    private static HttpCall without(HttpCall call, String header) {
        var headers = new HashMap<>(call.headers());
        headers.remove(header);
        return new HttpCall(call.method(), call.rawPath(), call.rawQuery(), headers, call.body(), call.remote());
    }

    private static HttpCall with(HttpCall call, String header, String value) {
        var headers = new HashMap<>(call.headers());
        headers.put(header, List.of(value));
        return new HttpCall(call.method(), call.rawPath(), call.rawQuery(), headers, call.body(), call.remote());
    }

    @Test
    void injectedFaultsHaveTheFormOfTheServiceCalled() {
        assertThat(text(cloud.error(kms("ListKeys", "{}"), 400, "ThrottlingException")))
                .contains("\"__type\":\"ThrottlingException\"");
        assertThat(text(cloud.error(kms("ListKeys", "{}"), 500, null))).contains("KMSInternalException");
        var iam = cloud.error(query("iam", "Action=ListRoles"), 500, null);
        StrictReplies.check("iam:ListRoles", iam);
        assertThat(text(iam)).contains("<Type>Receiver</Type><Code>ServiceFailure</Code>");
        assertThat(text(cloud.error(query("sts", "Action=GetCallerIdentity"), 429, null)))
                .contains("<Code>Throttling</Code>");
    }

    /** Botocore sends no X-Amz-Content-Sha256 to these services. */
    @Test
    void aSignatureWithoutTheBodyHashHeaderIsGood() throws Exception {
        var body = "Action=GetCallerIdentity&Version=2011-06-15".getBytes(StandardCharsets.UTF_8);
        var date = java.time.format.DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                .format(java.time.ZonedDateTime.now(java.time.ZoneOffset.UTC));
        var day = date.substring(0, 8);
        var scope = day + "/eu-west-1/sts/aws4_request";
        var canonical =
                "POST\n/\n\nhost:127.0.0.1:1\nx-amz-date:" + date + "\n\nhost;x-amz-date\n" + hex(Sha256.of(body));
        byte[] key = ("AWS4" + ADMIN.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (var part : List.of(
                day,
                "eu-west-1",
                "sts",
                "aws4_request",
                "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n"
                        + hex(Sha256.of(canonical.getBytes(StandardCharsets.UTF_8))))) {
            var mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
            key = mac.doFinal(part.getBytes(StandardCharsets.UTF_8));
        }
        var headers = Map.of(
                "host",
                List.of("127.0.0.1:1"),
                "x-amz-date",
                List.of(date),
                "authorization",
                List.of("AWS4-HMAC-SHA256 Credential=" + ADMIN.accessKeyId() + "/" + scope
                        + ", SignedHeaders=host;x-amz-date, Signature=" + hex(key)));
        assertThat(answer(new HttpCall("POST", "/", "", headers, body, "127.0.0.1")))
                .startsWith("200 ")
                .contains(":user/admin");
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /** Signed noise in every operation: always an answer of the service's form, never an internal failure. */
    @Test
    void noiseNeverBringsAnythingDown() {
        var random = new Random(7);
        var operations = new ArrayList<>(cloud.operations());
        for (int i = 0; i < 5_000; i++) {
            var operation = operations.get(random.nextInt(operations.size()));
            var service = operation.substring(0, 3);
            var call = service.equals("kms")
                    ? kms(operation.substring(4), json(random, 0))
                    : query(service, "Action=" + operation.substring(4) + form(random));
            var reply = cloud.handle(call);
            assertThat(reply.status())
                    .as("%s %s -> %s", operation, call.text(), text(reply))
                    .isLessThan(500);
            StrictReplies.check(operation, reply);
        }
        for (int i = 0; i < 2_000; i++) {
            var body = new byte[random.nextInt(200)];
            random.nextBytes(body);
            var reply = cloud.handle(signed(
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
