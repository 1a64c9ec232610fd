package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.ADMIN;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.io.Sha256;
import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests that no well-behaved client sends: unknown operations, malformed and oversized bodies, missing signatures,
 * noise.
 */
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
        assertThat(cloud.operation(SignedCalls.kms("DescribeKey", "{}"))).isEqualTo("kms:DescribeKey");
        assertThat(cloud.operation(SignedCalls.query("iam", "Action=GetRole&RoleName=x")))
                .isEqualTo("iam:GetRole");
        assertThat(cloud.operation(SignedCalls.query("sts", "Action=AssumeRole")))
                .isEqualTo("sts:AssumeRole");
        assertThat(cloud.operation(SignedCalls.query("sts", "Action=GetRole"))).isEqualTo("not simulated: sts:GetRole");
        assertThat(cloud.operation(SignedCalls.kms("Fly", "{}"))).isEqualTo("not simulated: kms:Fly");
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
        assertThat(answer(SignedCalls.kms("Fly", "{}")))
                .isEqualTo("400 {\"__type\":\"UnknownOperationException\","
                        + "\"message\":\"The sandbox does not simulate kms:Fly.\"}");
        assertThat(answer(SignedCalls.kms("", "{}"))).isEqualTo("400 {\"__type\":\"UnknownOperationException\"}");
        assertThat(answer(SignedCalls.query("iam", "Action=Fly&Version=2010-05-08")))
                .startsWith("400 ")
                .contains("<Code>InvalidAction</Code>", "Could not find operation Fly for version 2010-05-08")
                .contains("The sandbox does not simulate iam:Fly.");
        assertThat(cloud.operation(SignedCalls.kms("<", "{}"))).isEqualTo("unknown");
        assertThat(answer(SignedCalls.query("sts", "Version=2011-06-15")))
                .contains("<Code>MissingAction</Code>")
                .doesNotContain("sandbox");
        assertThat(answer(SignedCalls.query("s3", "")))
                .contains("<Code>MissingAction</Code>", "no other service of AWS than KMS, IAM and STS");
        assertThat(answer(SignedCalls.query("sts", "Action=%3Cscript%3E%00%26")))
                .contains("&lt;script&gt;?&amp;");
        assertThat(answer(SignedCalls.query("iam", "Action=%zz"))).contains("<Code>MalformedQueryString</Code>");
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
            assertThat(answer(SignedCalls.kms("DescribeKey", body)))
                    .as(body)
                    .startsWith("400 {\"__type\":\"SerializationException\"");
        }
        assertThat(answer(SignedCalls.kms("DescribeKey", ""))).startsWith("400 {\"__type\":\"ValidationException\"");
        assertThat(answer(SignedCalls.kms("Encrypt", "{\"KeyId\":\"x\",\"Plaintext\":\"%%\"}")))
                .startsWith("400 {\"__type\":\"SerializationException\"");
        assertThat(answer(SignedCalls.kms("ListKeys", "{\"Limit\":99999999999999999999}")))
                .startsWith("400 {\"__type\":\"ValidationException\"");
        assertThat(answer(SignedCalls.kms("ListKeys", "{\"Limit\":1.5}")))
                .startsWith("400 {\"__type\":\"SerializationException\"");
        assertThat(answer(SignedCalls.kms("ListKeys", "{\"Unknown\":[{}]}"))).startsWith("200 ");
    }

    @Test
    void tooMuchIsRefusedUnread() {
        assertThat(answer(SignedCalls.kms("DescribeKey", "{\"KeyId\":\"" + "x".repeat(2 << 20) + "\"}")))
                .startsWith("413 {\"__type\":\"RequestEntityTooLargeException\"");
        assertThat(answer(SignedCalls.query("iam", "Action=GetRole&RoleName=" + "x".repeat(2 << 20))))
                .startsWith("413 ");
        assertThat(answer(SignedCalls.kms("DescribeKey", "[".repeat(100_000))))
                .startsWith("400 {\"__type\":\"SerializationException\"");
    }

    @Test
    void withoutAUsableSignatureNothingIsDone() {
        var call = SignedCalls.kms("ListKeys", "{}");
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
        assertThat(answer(SignedCalls.signed(
                        "iam", "us-east-1", "TrentService.ListKeys", "{}".getBytes(StandardCharsets.UTF_8))))
                .startsWith("400 {\"__type\":\"InvalidSignatureException\"");
        assertThat(answer(without(SignedCalls.query("sts", "Action=GetCallerIdentity"), "authorization")))
                .startsWith("403 ")
                .contains("<Code>MissingAuthenticationToken</Code>");
        assertThat(answer(SignedCalls.query("sts", "Action=GetCallerIdentity"))).startsWith("200 ");
    }

    /** Some SDKs sign by the date of the last answer, which is the sandbox's time. */
    @ParameterizedTest
    @CsvSource({
        "P0D,   P400D,  200",
        "P-400D, P0D,   200",
        "P-200D, P200D, 200",
        "P200D, P-200D, 200",
        "P-400D, P-200D, 403",
        "P200D, P400D,  403"
    })
    void aSignatureIsValidByTheCallersTimeAndByTheServices(Period caller, Period service, int status) {
        var now = Clock.systemUTC().instant();
        var zone = java.time.ZoneOffset.UTC;
        var callers = Clock.fixed(now.atOffset(zone).plus(caller).toInstant(), zone);
        var made = new AwsCloud(
                Clock.fixed(now.atOffset(zone).plus(service).toInstant(), zone), AwsSettings.defaults(callers));
        made.load(AwsFixture.json(AwsFixture.SCENARIO));
        assertThat(made.handle(SignedCalls.query("sts", "Action=GetCallerIdentity"))
                        .status())
                .isEqualTo(status);
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
        assertThat(text(cloud.error(SignedCalls.kms("ListKeys", "{}"), 400, "ThrottlingException")))
                .contains("\"__type\":\"ThrottlingException\"");
        assertThat(text(cloud.error(SignedCalls.kms("ListKeys", "{}"), 500, null)))
                .contains("KMSInternalException");
        var iam = cloud.error(SignedCalls.query("iam", "Action=ListRoles"), 500, null);
        StrictReplies.check("iam:ListRoles", iam);
        assertThat(text(iam)).contains("<Type>Receiver</Type><Code>ServiceFailure</Code>");
        assertThat(text(cloud.error(SignedCalls.query("sts", "Action=GetCallerIdentity"), 429, null)))
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
        var canonical = "POST\n/\n\nhost:127.0.0.1:1\nx-amz-date:" + date + "\n\nhost;x-amz-date\n"
                + new Sha256().add(body).hex();
        byte[] key = ("AWS4" + ADMIN.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (var part : List.of(
                day,
                "eu-west-1",
                "sts",
                "aws4_request",
                "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + Sha256.hex(canonical))) {
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
}
