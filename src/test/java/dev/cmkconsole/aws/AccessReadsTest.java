package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.AwsDouble.encoded;
import static dev.cmkconsole.aws.AwsDouble.kms;
import static dev.cmkconsole.aws.AwsDouble.kmsError;
import static dev.cmkconsole.aws.AwsDouble.problemOf;
import static dev.cmkconsole.aws.AwsDouble.query;
import static dev.cmkconsole.aws.AwsDouble.queryError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cmkconsole.Patience;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.ManagedPolicies.ManagedPolicy;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.Simulation.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AccessReadsTest {
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    private static final String OWN = "arn:aws:iam::111122223333:policy/own";
    private static final String EDGE = "arn:aws:iam::111122223333:policy/edge";
    private static final String DOCUMENT = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    private static final Simulation QUESTION = new Simulation(
            "arn:aws:iam::111122223333:role/atlas",
            List.of("kms:Encrypt", "kms:Decrypt"),
            KEY.toString(),
            Map.of("aws:SecureTransport", "true"));

    private static String role() {
        return "<Role><Path>/</Path><RoleName>atlas</RoleName><RoleId>AROAEXAMPLE</RoleId><Arn>arn:aws:iam::111122223333:role/atlas</Arn>"
            + "<CreateDate>2027-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument><PermissionsBoundary><PermissionsBoundaryType>Policy"
            + "</PermissionsBoundaryType><PermissionsBoundaryArn>" + EDGE
                + "</PermissionsBoundaryArn></PermissionsBoundary></Role>";
    }

    private static String answer(String action) {
        return switch (action) {
            case "GetRole" -> role();
            case "ListAttachedRolePolicies" ->
                "<AttachedPolicies><member><PolicyName>own</PolicyName><PolicyArn>" + OWN
                        + "</PolicyArn></member></AttachedPolicies>" + "<IsTruncated>false</IsTruncated>";
            case "GetPolicy" -> "<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>";
            case "GetPolicyVersion" ->
                "<PolicyVersion><VersionId>v3</VersionId><Document>" + encoded(DOCUMENT)
                        + "</Document></PolicyVersion>";
            default -> throw new IllegalArgumentException(action);
        };
    }

    /** Each answer is held back until every independent question was asked. */
    @Test
    void managedPoliciesWaitForThreeAnswersOneAfterTheOther() {
        var rounds =
                List.of(Set.of("GetRole", "ListAttachedRolePolicies"), Set.of("GetPolicy"), Set.of("GetPolicyVersion"));
        var both = List.of(new CountDownLatch(2), new CountDownLatch(2), new CountDownLatch(2));
        try (var aws = new AwsDouble((action, _) -> {
            int round = rounds.stream()
                    .filter(r -> r.contains(action))
                    .map(rounds::indexOf)
                    .findFirst()
                    .orElseThrow();
            both.get(round).countDown();
            return reached(both.get(round))
                    ? query(action, answer(action))
                    : queryError(500, "ServiceFailure", "the other question of this round did not come");
        })) {
            var policies = aws.gateway.managedPolicies("atlas");
            assertThat(policies.attached()).extracting(ManagedPolicy::arn).containsExactly(OWN);
            assertThat(policies.boundary().orElseThrow().document().value()).contains(DOCUMENT);
            assertThat(aws.operations()).hasSize(6);
        }
    }

    private static boolean reached(CountDownLatch latch) {
        return Patience.await(latch);
    }

    @Test
    void onePolicyThatCannotBeReadDoesNotHideTheOther() {
        try (var aws = new AwsDouble((action, request) -> action.equals("GetPolicy")
                        && AwsDouble.form(request).get("PolicyArn").equals(EDGE)
                ? queryError(403, "AccessDenied", "no")
                : query(action, answer(action)))) {
            var policies = aws.gateway.managedPolicies("atlas");
            assertThat(policies.attached().getFirst().document().value()).contains(DOCUMENT);
            assertThat(policies.boundary()
                            .orElseThrow()
                            .document()
                            .problem()
                            .orElseThrow()
                            .code())
                    .isEqualTo("AccessDenied");
        }
        try (var aws = new AwsDouble((_, _) -> queryError(404, "NoSuchEntity", "no"))) {
            assertThat(aws.gateway.managedPolicies("atlas").attached()).isEmpty();
        }
    }

    @Test
    void theSimulatorsVerdictIsTheOneOfTheResource() {
        var resource = "<ResourceSpecificResults><member><EvalResourceName>" + KEY
                + "</EvalResourceName><EvalResourceDecision>implicitDeny</EvalResourceDecision>"
                + "<MissingContextValues><member>aws:SourceIp</member></MissingContextValues><PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false"
                + "</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail></member></ResourceSpecificResults>";
        try (var aws = new AwsDouble((action, request) -> {
            var form = AwsDouble.form(request);
            assertThat(form)
                    .containsEntry("ContextEntries.member.1.ContextKeyName", "aws:SecureTransport")
                    .containsEntry("ContextEntries.member.1.ContextKeyType", "boolean");
            return form.containsKey("Marker")
                    ? query(
                            action,
                            "<EvaluationResults><member><EvalActionName>kms:Decrypt</EvalActionName><EvalDecision>brandNew</EvalDecision></member></EvaluationResults>"
                                + "<IsTruncated>false</IsTruncated>")
                    : query(
                            action,
                            "<EvaluationResults><member><EvalActionName>kms:Encrypt</EvalActionName><EvalResourceName>arn:${Partition}:kms</EvalResourceName>"
                                + "<EvalDecision>allowed</EvalDecision><OrganizationsDecisionDetail><AllowedByOrganizations>true</AllowedByOrganizations></OrganizationsDecisionDetail>"
                                    + resource
                                    + "</member></EvaluationResults><IsTruncated>true</IsTruncated><Marker>m</Marker>");
        })) {
            assertThat(aws.gateway.simulate(QUESTION))
                    .containsExactly(
                            new Simulation.SimulatedAction(
                                    "kms:Encrypt",
                                    Decision.IMPLICIT_DENY,
                                    List.of(),
                                    List.of("aws:SourceIp"),
                                    Optional.of(true),
                                    Optional.of(false)),
                            new Simulation.SimulatedAction(
                                    "kms:Decrypt",
                                    Decision.UNKNOWN,
                                    List.of(),
                                    List.of(),
                                    Optional.empty(),
                                    Optional.empty()));
        }
    }

    @Test
    void grantsSayWhetherTheyAreLimited() {
        try (var aws = new AwsDouble((_, request) -> {
            assertThat(request.body()).doesNotContain("GranteePrincipal");
            return kms(
                    "{\"Grants\":[{\"GrantId\":\"g1\",\"GranteePrincipal\":\"r\",\"Operations\":[\"Encrypt\"]},{\"GrantId\":\"g2\",\"GranteePrincipal\":\"r\","
                        + "\"Operations\":[\"Decrypt\"],\"Constraints\":{\"EncryptionContextSubset\":{\"a\":\"b\"}}}],\"Truncated\":false}");
        })) {
            assertThat(aws.gateway.grants(KEY))
                    .containsExactly(
                            new KeyGrant("g1", "r", Set.of("Encrypt"), false),
                            new KeyGrant("g2", "r", Set.of("Decrypt"), true));
        }
    }

    /** Grants that were not read say nothing: a list that was cut off is no list. */
    @Test
    void aKeyWithMoreGrantsThanAreReadIsAProblem() {
        var one = "{\"GrantId\":\"g\",\"GranteePrincipal\":\"r\",\"Operations\":[\"Encrypt\"]}";
        var page = "{\"Grants\":[" + (one + ",").repeat(99) + one + "],\"Truncated\":true,\"NextMarker\":\"m\"}";
        try (var aws = new AwsDouble((_, _) -> kms(page))) {
            assertThat(problemOf(() -> aws.gateway.grants(KEY)).code()).isEqualTo("UNREADABLE_ANSWER");
            assertThat(aws.times("ListGrants")).isLessThanOrEqualTo(21);
        }
    }

    @Test
    void aDryRunThatWouldWorkIsNoFailure() {
        try (var aws = new AwsDouble((_, request) -> {
            assertThat(request.body()).contains("\"DryRun\":true");
            return kmsError(400, "DryRunOperationException", "would have succeeded");
        })) {
            assertThatCode(() -> aws.gateway.tryEncrypt(KEY)).doesNotThrowAnyException();
        }
        try (var aws = new AwsDouble((_, _) -> kmsError(400, "DisabledException", "disabled"))) {
            assertThat(problemOf(() -> aws.gateway.tryEncrypt(KEY)).code()).isEqualTo("DisabledException");
        }
    }

    @Test
    void tagsMaterialAndLastUse() {
        try (var aws = new AwsDouble((action, _) -> switch (action) {
            case "ListResourceTags" ->
                kms("{\"Tags\":[{\"TagKey\":\"use\",\"TagValue\":\"atlas\"}],\"Truncated\":false}");
            case "ListKeyRotations" ->
                kms("{\"Rotations\":[{\"ValidTo\":1900000000},{\"ValidTo\":1800000000},{}],\"Truncated\":false}");
            case "GetKeyLastUsage" -> kms("{\"KeyLastUsage\":{\"Operation\":\"Decrypt\",\"Timestamp\":1700000000}}");
            default ->
                query(
                        action,
                        "<UserName>u</UserName><AccessKeyLastUsed><ServiceName>N/A</ServiceName><Region>N/A</Region></AccessKeyLastUsed>");
        })) {
            assertThat(aws.gateway.keyTags(KEY)).isEqualTo(Map.of("use", "atlas"));
            assertThat(aws.gateway.materialExpiry(KEY)).contains(Instant.ofEpochSecond(1800000000));
            assertThat(aws.gateway.lastUse(KEY)).contains(new KeyUse("Decrypt", Instant.ofEpochSecond(1700000000)));
            assertThat(aws.gateway.accessKeyLastUse("AKIAIOSFODNN7EXAMPLE")).isEmpty();
        }
    }
}
