package dev.cmkconsole.policy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.policy.JudgeTable;
import dev.cmkconsole.policy.JudgeTable.Row;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.PolicyEvaluator.Evaluation;
import dev.cmkconsole.policy.evaluate.PolicySet.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One statement for one request, by the judge's tables. T applies, F does not apply, U is unknown. */
@Alongside
class PolicyRulesTableTest {

    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    static Stream<Row> conditions() {
        return JudgeTable.rows("conditions");
    }

    static Stream<Row> elements() {
        return JudgeTable.rows("elements");
    }

    static Stream<Row> principals() {
        return JudgeTable.rows("principals");
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void conditions(Row row) {
        var document = PolicyDocument.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                        + row.get("condition") + "}}");
        assertThat(apply(
                                document,
                                PolicyKind.IDENTITY,
                                request("role", "kms:Decrypt", KEY, context(row.get("request"))))
                        .allow())
                .as(row.why())
                .isEqualTo(truth(row));
    }

    @ParameterizedTest
    @MethodSource("elements")
    void actionsAndResources(Row row) {
        var document = PolicyDocument.parse("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                + row.get("members").replace("KEY", KEY) + "}}");
        var request = request(
                "user", row.get("action"), row.get("resource").replace("KEY", KEY), context("aws:username=ada"));
        assertThat(apply(document, PolicyKind.IDENTITY, request).allow())
                .as(row.why())
                .isEqualTo(truth(row));
    }

    @ParameterizedTest
    @MethodSource("principals")
    void principals(Row row) {
        var document = PolicyDocument.parse("{\"Statement\":{\"Effect\":\"" + row.get("effect") + "\","
                + row.get("element") + ",\"Action\":\"*\",\"Resource\":\"*\"}}");
        var layer = apply(document, PolicyKind.KEY, request(row.get("caller"), "kms:Decrypt", KEY, context("")));
        assertThat(row.get("effect").equals("Allow") ? layer.allow() : layer.deny())
                .as(row.why())
                .isEqualTo(truth(row));
    }

    @Test
    void variablesArePlainTextBeforeVersion2012() {
        for (var version : List.of("\"Version\":\"2008-10-17\",", "")) {
            var document = PolicyDocument.parse(
                    "{" + version + "\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
                            + "\"Condition\":{\"StringEquals\":{\"a:x\":\"${aws:username}\"}}}}");
            assertThat(apply(
                                    document,
                                    PolicyKind.IDENTITY,
                                    request("user", "kms:Decrypt", KEY, context("a:x=ada aws:username=ada")))
                            .allow())
                    .isEqualTo(Truth.FALSE);
            assertThat(apply(
                                    document,
                                    PolicyKind.IDENTITY,
                                    request("user", "kms:Decrypt", KEY, context("a:x=${aws:username}")))
                            .allow())
                    .isEqualTo(Truth.TRUE);
        }
    }

    @Test
    void aTrustPolicyHasNoResourceAndAKeyPolicyStatementWithoutOneIsDead() {
        var document =
                PolicyDocument.parse("{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}}");
        assertThat(apply(document, PolicyKind.TRUST, request("role", "sts:AssumeRole", KEY, context("")))
                        .allow())
                .isEqualTo(Truth.TRUE);
        assertThat(apply(document, PolicyKind.KEY, request("role", "kms:Decrypt", KEY, context("")))
                        .allow())
                .isEqualTo(Truth.FALSE);
    }

    @Test
    void theOutcomeNamesTheStatementAndWhatKeepsItOpen() {
        var document = PolicyDocument.parse(
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"iam:*\",\"Resource\":\"*\"},{\"Sid\":\"Net\",\"Effect\":\"Deny\","
                    + "\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"},\"Bool\":{\"aws:SecureTransport\":\"true\"}}}]}");
        var evaluation = PolicyEvaluator.evaluate(
                PolicySet.of(new Named("limits", document)),
                PolicyKind.IDENTITY,
                request("role", "kms:Decrypt", KEY, context("aws:SourceIp? aws:SecureTransport=true")));
        assertThat(evaluation.deny()).isEqualTo(Truth.UNKNOWN);
        assertThat(evaluation.relevant(PolicyStatement.StatementEffect.DENY))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.policy()).isEqualTo("limits");
                    assertThat(outcome.statement().label()).isEqualTo("Net");
                    assertThat(outcome.unknownConditions())
                            .extracting(PolicyStatement.Condition::key)
                            .containsExactly("aws:SourceIp");
                });
    }

    private static Evaluation apply(PolicyDocument document, PolicyKind kind, PolicyRequest request) {
        return PolicyEvaluator.evaluate(PolicySet.of("policy", document), kind, request);
    }

    static PolicyRequest request(String caller, String action, String resource, RequestContext context) {
        var role = "arn:aws:iam::111122223333:role/path/R";
        var session = RequestPrincipal.roleSession(
                role, "arn:aws:sts::111122223333:assumed-role/R/s1", "AROA1234567890EXAMPLE");
        var user = RequestPrincipal.user("arn:aws:iam::111122223333:user/ada", "AIDA1234567890EXAMPLE");
        return new PolicyRequest(
                switch (caller) {
                    case "role" -> session;
                    case "bounded role" -> session.withBoundary(Truth.TRUE);
                    case "perhaps bounded role" -> session.withBoundary(Truth.UNKNOWN);
                    case "nameless role" -> RequestPrincipal.roleSession(role, null, null);
                    case "user" -> user;
                    case "bounded user" -> user.withBoundary(Truth.TRUE);
                    case "root" -> RequestPrincipal.accountRoot("arn:aws:iam::111122223333:root");
                    case "someone" -> RequestPrincipal.someoneOf("arn:aws:iam::111122223333:root");
                    case "service" -> outsideAccounts(RequestPrincipal.PrincipalKind.SERVICE, "kms.amazonaws.com");
                    case "anonymous" -> outsideAccounts(RequestPrincipal.PrincipalKind.ANONYMOUS, "anonymous");
                    default -> throw new IllegalArgumentException(caller);
                },
                action,
                resource,
                context);
    }

    static RequestContext context(String known) {
        var context = RequestContext.complete();
        for (var entry : known.isBlank() ? new String[0] : known.strip().split(" ")) {
            if (entry.endsWith("?")) {
                context.unknown(entry.substring(0, entry.length() - 1));
            } else {
                context.known(
                        entry.substring(0, entry.indexOf('=')),
                        List.of(entry.substring(entry.indexOf('=') + 1).split(",")));
            }
        }
        return context.build();
    }

    private static Truth truth(Row row) {
        return Arrays.stream(Truth.values())
                .filter(t -> t.name().startsWith(row.get("expected")))
                .findFirst()
                .orElseThrow();
    }

    private static RequestPrincipal outsideAccounts(RequestPrincipal.PrincipalKind kind, String name) {
        return new RequestPrincipal(kind, name, "", Optional.empty(), Optional.empty(), Truth.FALSE);
    }
}
