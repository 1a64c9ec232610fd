package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.AwsDouble.REGION;
import static dev.cmkconsole.aws.AwsDouble.encoded;
import static dev.cmkconsole.aws.AwsDouble.kms;
import static dev.cmkconsole.aws.AwsDouble.kmsError;
import static dev.cmkconsole.aws.AwsDouble.problemOf;
import static dev.cmkconsole.aws.AwsDouble.query;
import static dev.cmkconsole.aws.AwsDouble.queryError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("alone")
class AwsGatewayClientTest {
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::299602853325:root\"},\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"a+b"
                + " c\"}}}]}";
    private static final String OTHER_TRUST = TRUST.replace("a+b c", "other");
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    private static final AwsRequest.PutRolePolicy PUT =
            new AwsRequest.PutRolePolicy("atlas", "AtlasEncryptionAtRest", "{}");

    private static String role(String trust) {
        return "<Role><Path>/team/</Path><RoleName>atlas</RoleName><RoleId>AROAEXAMPLE</RoleId><Arn>arn:aws:iam::111122223333:role/team/atlas</Arn>"
            + "<CreateDate>2027-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>" + encoded(trust)
                + "</AssumeRolePolicyDocument>"
                + "<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>arn:aws:iam::111122223333:policy/edge"
                + "</PermissionsBoundaryArn></PermissionsBoundary><Tags><member><Key>ManagedBy</Key><Value>cmk-console</Value></member></Tags></Role>";
    }

    private static String metadata(String id, String state) {
        return "{\"KeyMetadata\":{\"AWSAccountId\":\"111122223333\",\"KeyId\":\"" + id
                + "\",\"Arn\":\"arn:aws:kms:eu-west-1:111122223333:key/" + id
                + "\",\"CreationDate\":1700000000.5,\"Enabled\":true,\"Description\":\"\",\"KeyUsage\":\"ENCRYPT_DECRYPT\",\"KeyState\":\""
                + state
                + "\",\"Origin\":\"AWS_KMS\",\"KeyManager\":\"CUSTOMER\",\"KeySpec\":\"SYMMETRIC_DEFAULT\",\"MultiRegion\":false,\"New\":{\"x\":1}}}";
    }

    @Test
    void theCallerIsReadFromSts() {
        try (var aws = new AwsDouble((action, _) -> query(
                action,
                "<Arn>arn:aws:iam::111122223333:user/op</Arn><UserId>AIDA</UserId><Account>111122223333</Account>"))) {
            assertThat(aws.gateway.caller())
                    .isEqualTo(new AwsCaller("111122223333", "arn:aws:iam::111122223333:user/op", "AIDA"));
            assertThat(aws.gateway.defaultRegion()).contains(REGION);
            assertThat(aws.operations()).containsExactly("GetCallerIdentity");
        }
    }

    @Test
    void aRoleComesWithAllItsDocuments() {
        try (var aws = new AwsDouble((action, request) -> switch (action) {
            case "GetRole" -> query(action, role(TRUST));
            case "ListRolePolicies" ->
                AwsDouble.form(request).containsKey("Marker")
                        ? query(
                                action,
                                "<PolicyNames><member>two</member></PolicyNames><IsTruncated>false</IsTruncated>")
                        : query(
                                action,
                                "<PolicyNames><member>one</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>m</Marker>");
            case "GetRolePolicy" ->
                AwsDouble.form(request).get("PolicyName").equals("two")
                        ? queryError(404, "NoSuchEntity", "gone")
                        : query(
                                action,
                                "<RoleName>atlas</RoleName><PolicyName>one</PolicyName><PolicyDocument>"
                                        + encoded("{\"a\":\"+ %\"}") + "</PolicyDocument>");
            default ->
                query(
                        action,
                        "<AttachedPolicies><member><PolicyName>p</PolicyName><PolicyArn>arn:aws:iam::aws:policy/p</PolicyArn></member>"
                            + "</AttachedPolicies><IsTruncated>false</IsTruncated>");
        })) {
            var role = aws.gateway.role("atlas").orElseThrow();
            assertThat(role.arn()).isEqualTo(new RoleArn("aws", "111122223333", "/team/", "atlas"));
            assertThat(role.trustPolicy()).isEqualTo(TRUST);
            assertThat(role.inlinePolicies()).isEqualTo(Map.of("one", "{\"a\":\"+ %\"}"));
            assertThat(role.attachedPolicies()).containsExactly("arn:aws:iam::aws:policy/p");
            assertThat(role.permissionsBoundary()).contains("arn:aws:iam::111122223333:policy/edge");
            assertThat(role.tags()).isEqualTo(Map.of("ManagedBy", "cmk-console"));
        }
    }

    @Test
    void noSuchRoleIsAnAnswerAndARefusalIsNot() {
        try (var aws = new AwsDouble((_, _) -> queryError(404, "NoSuchEntity", "no"))) {
            assertThat(aws.gateway.role("atlas")).isEmpty();
        }
        try (var aws = new AwsDouble((_, _) -> queryError(403, "AccessDenied", "User is not authorized"))) {
            assertThat(problemOf(() -> aws.gateway.role("atlas")))
                    .isEqualTo(new Problem.Refused(
                            Problem.Origin.AWS,
                            "iam:GetRole",
                            new Problem.ServiceError(403, "AccessDenied", "User is not authorized", List.of()),
                            Optional.of("query-request"),
                            AwsDouble.CLOCK.instant()));
        }
    }

    @Test
    void keysComeWithAliasesAndRotationAndWithoutThoseThatCannotBeDescribed() {
        var one = "11111111-1111-1111-1111-111111111111";
        var two = "22222222-2222-2222-2222-222222222222";
        var hidden = "33333333-3333-3333-3333-333333333333";
        try (var aws = new AwsDouble((action, request) -> switch (action) {
            case "ListKeys" ->
                request.body().contains("Marker")
                        ? kms("{\"Keys\":[" + entry(two) + "," + entry(hidden) + "],\"Truncated\":false}")
                        : kms("{\"Keys\":[" + entry(one) + "],\"Truncated\":true,\"NextMarker\":\"m\"}");
            case "ListAliases" ->
                kms("{\"Aliases\":[{\"AliasName\":\"alias/a\",\"TargetKeyId\":\"" + two
                        + "\"},{\"AliasName\":\"alias/aws/s3\"}],\"Truncated\":false}");
            case "GetKeyRotationStatus" -> kms("{\"KeyRotationEnabled\":true}");
            default ->
                request.body().contains(hidden)
                        ? kmsError(400, "AccessDeniedException", "no")
                        : kms(request.body().contains(one) ? metadata(one, "Disabled") : metadata(two, "Enabled"));
        })) {
            var keys = aws.gateway.keys(new AwsRegion("eu-west-1"));
            assertThat(keys).extracting(k -> k.arn().keyId()).containsExactly(one, two);
            assertThat(keys.get(0).rotation()).isEmpty();
            assertThat(keys.get(1).rotation().map(KeyRotation::automatic)).contains(true);
            assertThat(keys.get(1).aliases()).containsExactly("alias/a");
            assertThat(aws.server.requests())
                    .allSatisfy(r -> assertThat(r.header("authorization")).contains("/eu-west-1/kms/"));
        }
    }

    private static String entry(String id) {
        return "{\"KeyId\":\"" + id + "\",\"KeyArn\":\"arn:aws:kms:eu-west-1:111122223333:key/" + id + "\"}";
    }

    @Test
    void aKeyIsAskedForInItsOwnRegionAndKeepsWordsThatAreNewToUs() {
        try (var aws = new AwsDouble((action, _) -> switch (action) {
            case "DescribeKey" -> kms(metadata(KEY.keyId(), "Hibernating"));
            default -> kmsError(400, "AccessDeniedException", "another account");
        })) {
            var key = aws.gateway.key(new KeyReference.ByArn(KEY), REGION);
            assertThat(key.arn()).isEqualTo(KEY);
            assertThat(key.state().word()).isEqualTo("Hibernating");
            assertThat(key.aliases()).isEmpty();
            assertThat(key.rotation()).isEmpty();
            assertThat(aws.server.requests())
                    .allSatisfy(r -> assertThat(r.header("authorization")).contains("/eu-west-1/kms/"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(touch ran)", "us-east-1\\u001b[2K", "", "US EAST"})
    void aRegionInAnotherFormIsUnreadable(String region) {
        var place = "\"MultiRegionConfiguration\":{\"PrimaryKey\":{\"Region\":\"" + region + "\"}},\"MultiRegion\"";
        var odd = kms(metadata(KEY.keyId(), "Enabled").replace("\"MultiRegion\"", place));
        try (var aws = new AwsDouble((_, _) -> odd)) {
            assertThat(problemOf(() -> aws.gateway.key(new KeyReference.ByArn(KEY), REGION)))
                    .isInstanceOf(Problem.Unreadable.class);
        }
    }

    @Test
    void anAliasIsResolvedAndKept() {
        try (var aws = new AwsDouble((action, _) -> switch (action) {
            case "DescribeKey" -> kms(metadata(KEY.keyId(), "Enabled"));
            case "GetKeyRotationStatus" -> kms("{\"KeyRotationEnabled\":false}");
            default -> kms("{\"Aliases\":[],\"Truncated\":false}");
        })) {
            var key = aws.gateway.key(KeyReference.parse("alias/atlas"), new AwsRegion("eu-west-1"));
            assertThat(key.aliases()).containsExactly("alias/atlas");
            assertThat(key.rotation()).contains(KeyRotation.OFF);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400,AccessDeniedException,Refused", "400,NotFoundException,Refused",
                "400,UnrecognizedClientException,NotSignedIn",
        "400,InvalidSignatureException,NotSignedIn", "400,ExpiredTokenException,NotSignedIn",
                "400,ThrottlingException,RateLimited",
        "500,KMSInternalException,ServerFault", "503,ServiceUnavailableException,ServerFault",
                "400,KMSInvalidStateException,Refused"
    })
    void errorsAreToldApartByCode(int status, String code, String kind) {
        try (var aws = new AwsDouble((_, _) -> kmsError(status, code, "words"))) {
            var problem = problemOf(() -> aws.gateway.keyPolicy(KEY));
            assertThat(problem.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.operation()).isEqualTo("kms:GetKeyPolicy");
        }
    }

    @Test
    void aProxysPageIsNotARefusalByAws() {
        try (var aws = new AwsDouble(
                (_, _) -> new Reply.Answer(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>"))) {
            assertThat(problemOf(() -> aws.gateway.keyPolicy(KEY))).isInstanceOf(Problem.ServerFault.class);
            assertThat(problemOf(aws.gateway::caller)).isInstanceOf(Problem.ServerFault.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Policy\":", "<html>", "[1,2]"})
    void nonsenseIsUnreadable(String body) {
        try (var aws = new AwsDouble((_, _) -> new Reply.Answer(200, Map.of(), body))) {
            assertThat(problemOf(() -> aws.gateway.keyPolicy(KEY))).isInstanceOf(Problem.Unreadable.class);
            assertThat(problemOf(aws.gateway::caller)).isInstanceOf(Problem.Unreadable.class);
        }
    }

    @Test
    void aLostAnswerToAChangeIsNotFollowedByASecondSending() {
        try (var aws = new AwsDouble((action, _) -> action.equals("GetCallerIdentity")
                ? query(action, "<Arn>arn:aws:iam::1:user/op</Arn><UserId>u</UserId><Account>1</Account>")
                : new Reply.Drop())) {
            aws.gateway.caller();
            assertThat(problemOf(() -> aws.gateway.send(PUT)))
                    .isInstanceOfSatisfying(
                            Problem.Unreachable.class,
                            p -> assertThat(p.effect()).isEqualTo(Effect.UNKNOWN));
            assertThat(aws.times("PutRolePolicy")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500, 503})
    void aFailedChangeIsNotRepeated(int status) {
        try (var aws =
                new AwsDouble((_, _) -> queryError(status, status == 400 ? "Throttling" : "ServiceFailure", "later"))) {
            problemOf(() -> aws.gateway.send(PUT));
            assertThat(aws.times("PutRolePolicy")).isEqualTo(1);
        }
    }

    @Test
    void silenceIsATimeoutAndAChangeIsSentOnce() {
        var silent = new AtomicBoolean();
        try (var aws = new AwsDouble(
                        (_, _) -> silent.get() ? new Reply.Silence() : queryError(404, "NoSuchEntity", ""));
                var hurried = aws.hurried()) {
            // A first request loads the SDK, which counts as silence.
            aws.gateway.role("nobody");
            silent.set(true);
            assertThat(problemOf(() -> hurried.send(PUT))).isInstanceOf(Problem.TimedOut.class);
            assertThat(aws.times("PutRolePolicy")).isEqualTo(1);
        }
    }

    @Test
    void aRefusedConnectionCertainlyHadNoEffect() {
        try (var aws = new AwsDouble((_, _) -> new Reply.Drop());
                var offline = aws.gateway(new AwsConnection.Sandbox(
                        ScriptedServer.nobody(), "AKIAIOSFODNN7EXAMPLE", Secret.of("x"), REGION))) {
            assertThat(problemOf(() -> offline.send(PUT)))
                    .isInstanceOfSatisfying(
                            Problem.Unreachable.class,
                            p -> assertThat(p.effect()).isEqualTo(Effect.NONE));
        }
    }

    @Test
    void aTrustPolicyThatChangedMeanwhileIsNotReplaced() {
        try (var aws = new AwsDouble((action, _) -> query(action, action.equals("GetRole") ? role(OTHER_TRUST) : ""))) {
            var problem = problemOf(() -> aws.gateway.send(new AwsRequest.UpdateTrustPolicy("atlas", TRUST, "{}")));
            assertThat(problem).isInstanceOf(Problem.Local.class);
            assertThat(problem.code()).isEqualTo("CHANGED_MEANWHILE");
            assertThat(aws.times("UpdateAssumeRolePolicy")).isZero();
        }
    }

    @Test
    void aTrustPolicyThatOnlyLooksDifferentIsReplaced() {
        try (var aws = new AwsDouble((action, _) -> query(
                action,
                action.equals("GetRole") ? role(TRUST.replace("\"sts:AssumeRole\"", "[ \"sts:AssumeRole\" ]")) : ""))) {
            var answer = aws.gateway.send(new AwsRequest.UpdateTrustPolicy("atlas", TRUST, OTHER_TRUST));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.requestId()).contains("query-request");
            assertThat(AwsDouble.form(aws.server.requests().getLast()).get("PolicyDocument"))
                    .isEqualTo(OTHER_TRUST);
        }
    }

    @Test
    void aKeyPolicyIsComparedToo() {
        try (var aws = new AwsDouble(
                (action, _) -> kms(action.equals("GetKeyPolicy") ? "{\"Policy\":\"{\\\"Statement\\\":[]}\"}" : ""))) {
            assertThat(aws.gateway
                            .send(new AwsRequest.PutKeyPolicy(KEY, "{ \"Statement\": [] }", "{\"new\":1}"))
                            .requestId())
                    .contains("kms-request");
            assertThat(problemOf(() -> aws.gateway.send(new AwsRequest.PutKeyPolicy(KEY, TRUST, "{}")))
                            .code())
                    .isEqualTo("CHANGED_MEANWHILE");
            assertThat(aws.times("PutKeyPolicy")).isEqualTo(1);
            assertThat(aws.server.requests().stream()
                            .filter(r -> AwsDouble.operation(r).equals("PutKeyPolicy"))
                            .findFirst()
                            .orElseThrow()
                            .body())
                    .doesNotContain("Bypass");
        }
    }

    @Test
    void aLookThatFailsBeforeAChangeMeansThatNothingWasSent() {
        try (var aws = new AwsDouble((_, _) -> new Reply.Drop())) {
            assertThat(problemOf(() -> aws.gateway.send(new AwsRequest.UpdateTrustPolicy("atlas", TRUST, "{}")))
                            .effect())
                    .isEqualTo(Effect.NONE);
            assertThat(aws.times("UpdateAssumeRolePolicy")).isZero();
        }
    }

    @Test
    void aPrincipalThatKmsDoesNotSeeYetKeepsItsCode() {
        try (var aws = new AwsDouble((action, _) -> action.equals("GetKeyPolicy")
                ? kms("{\"Policy\":\"{}\"}")
                : kmsError(
                        400,
                        "MalformedPolicyDocumentException",
                        "Policy contains a statement with one or more invalid principals."))) {
            assertThat(problemOf(() -> aws.gateway.send(new AwsRequest.PutKeyPolicy(KEY, "{}", "{}")))
                            .code())
                    .isEqualTo("MalformedPolicyDocumentException");
        }
    }

    @Test
    void aRoleIsCreatedWithItsTags() {
        try (var aws = new AwsDouble((action, _) -> query(action, role(TRUST)))) {
            var answer = aws.gateway.send(
                    new AwsRequest.CreateRole("atlas", TRUST, "For Atlas", Map.of("ManagedBy", "cmk-console")));
            assertThat(answer.summary()).isEqualTo("arn:aws:iam::111122223333:role/team/atlas");
            assertThat(AwsDouble.form(aws.server.requests().getLast()))
                    .containsEntry("Tags.member.1.Key", "ManagedBy")
                    .containsEntry("Tags.member.1.Value", "cmk-console")
                    .containsEntry("AssumeRolePolicyDocument", TRUST);
        }
    }

    @Test
    void withoutCredentialsEveryCallSaysSo() {
        try (var aws = new AwsDouble((_, _) -> new Reply.Drop());
                var none = aws.gateway(new AwsConnection.None());
                var unknown = aws.gateway(new AwsConnection.Profile(
                        "no-such-profile", Optional.of(REGION), AwsEndpoints.at(aws.server.uri())))) {
            for (var gateway : List.of(none, unknown)) {
                assertThat(List.of(
                                problemOf(gateway::caller),
                                problemOf(() -> gateway.role("r")),
                                problemOf(() -> gateway.keys(REGION)),
                                problemOf(() -> gateway.key(new KeyReference.ByArn(KEY), REGION)),
                                problemOf(() -> gateway.keyPolicy(KEY)),
                                problemOf(gateway::roles),
                                problemOf(() -> gateway.send(PUT)),
                                problemOf(() -> gateway.send(new AwsRequest.PutKeyPolicy(KEY, "{}", "{}")))))
                        .allSatisfy(p -> {
                            assertThat(p).isInstanceOf(Problem.Local.class);
                            assertThat(p.code()).isEqualTo("NO_AWS_CREDENTIALS");
                        });
            }
            assertThat(aws.server.requests()).isEmpty();
        }
    }

    @Test
    void serviceLinkedRolesAreLeftOut() {
        try (var aws = new AwsDouble(
                (action, _) -> query(
                        action,
                        "<Roles><member><Path>/aws-service-role/x/</Path><RoleName>s</RoleName>"
                            + "<Arn>arn:aws:iam::111122223333:role/aws-service-role/x/s</Arn></member><member><Path>/</Path><RoleName>mine</RoleName>"
                            + "<Arn>arn:aws:iam::111122223333:role/mine</Arn></member></Roles><IsTruncated>false</IsTruncated>"))) {
            assertThat(aws.gateway.roles()).containsExactly(new RoleArn("aws", "111122223333", "/", "mine"));
        }
    }
}
