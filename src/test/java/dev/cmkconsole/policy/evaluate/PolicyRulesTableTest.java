package dev.cmkconsole.policy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.PolicySet.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One statement for one request, by hand from the rules of the IAM User Guide. T applies, F does not apply, U is
 * unknown.
 */
class PolicyRulesTableTest {

    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    /** verdict ; condition ; what is known of the keys (k=v,v2 known, k? unknown, others absent). */
    private static final String CONDITIONS = """
        T ; {"StringEquals":{"sts:ExternalId":"abc"}} ; sts:ExternalId=abc
        F ; {"StringEquals":{"sts:ExternalId":"abc"}} ; sts:ExternalId=ABC
        F ; {"StringEquals":{"sts:ExternalId":"abc"}} ;
        U ; {"StringEquals":{"sts:ExternalId":"abc"}} ; sts:ExternalId?
        T ; {"StringEquals":{"STS:EXTERNALID":"abc"}} ; sts:ExternalId=abc
        T ; {"StringEquals":{"sts:ExternalId":["x","abc"]}} ; sts:ExternalId=abc
        F ; {"StringEquals":{"sts:ExternalId":["x","y"]}} ; sts:ExternalId=abc
        F ; {"StringEquals":{"sts:ExternalId":"a*"}} ; sts:ExternalId=abc
        F ; {"StringEquals":{"sts:ExternalId":[]}} ; sts:ExternalId=abc
        T ; {"StringEquals":{"a:x":"1","a:y":"2"}} ; a:x=1 a:y=2
        F ; {"StringEquals":{"a:x":"1","a:y":"2"}} ; a:x=1 a:y=3
        F ; {"StringEquals":{"a:x":"1","a:y":"2"}} ; a:x? a:y=3
        U ; {"StringEquals":{"a:x":"1","a:y":"2"}} ; a:x? a:y=2
        T ; {"StringEquals":{"a:x":"1"},"Bool":{"a:b":"true"}} ; a:x=1 a:b=true
        F ; {"StringEquals":{"a:x":"1"},"Bool":{"a:b":"true"}} ; a:x=1 a:b=false
        T ; {"StringEqualsIgnoreCase":{"a:x":"AbC"}} ; a:x=aBc
        F ; {"StringEqualsIgnoreCase":{"a:x":"AbC"}} ; a:x=abd
        T ; {"StringNotEquals":{"a:x":"1"}} ; a:x=2
        F ; {"StringNotEquals":{"a:x":"1"}} ; a:x=1
        T ; {"StringNotEquals":{"kms:ViaService":"rds.us-east-1.amazonaws.com"}} ;
        F ; {"StringNotEquals":{"a:x":["1","2"]}} ; a:x=2
        T ; {"StringNotEquals":{"a:x":["1","2"]}} ; a:x=3
        U ; {"StringNotEquals":{"a:x":"1"}} ; a:x?
        F ; {"StringNotEqualsIgnoreCase":{"a:x":"A"}} ; a:x=a
        T ; {"StringLike":{"a:x":"a*c"}} ; a:x=abbbc
        T ; {"StringLike":{"a:x":"a*c"}} ; a:x=ac
        F ; {"StringLike":{"a:x":"a?c"}} ; a:x=ac
        T ; {"StringLike":{"a:x":"a?c"}} ; a:x=abc
        F ; {"StringLike":{"a:x":"A*"}} ; a:x=abc
        T ; {"StringLike":{"a:x":"*"}} ; a:x=anything
        F ; {"StringLike":{"a:x":"*"}} ;
        F ; {"StringNotLike":{"a:x":["b*","a*"]}} ; a:x=abc
        T ; {"StringNotLike":{"a:x":["b*","c*"]}} ; a:x=abc
        T ; {"StringEqualsIfExists":{"a:x":"1"}} ;
        F ; {"StringEqualsIfExists":{"a:x":"1"}} ; a:x=2
        U ; {"StringEqualsIfExists":{"a:x":"1"}} ; a:x?
        T ; {"StringNotEqualsIfExists":{"a:x":"1"}} ;
        T ; {"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}} ;
        F ; {"Bool":{"aws:MultiFactorAuthPresent":"true"}} ;
        F ; {"Bool":{"aws:MultiFactorAuthPresent":"false"}} ;
        T ; {"Bool":{"aws:SecureTransport":true}} ; aws:SecureTransport=true
        T ; {"Bool":{"aws:SecureTransport":"TRUE"}} ; aws:SecureTransport=true
        U ; {"Bool":{"aws:SecureTransport":"yes"}} ; aws:SecureTransport=true
        T ; {"Null":{"a:x":"true"}} ;
        F ; {"Null":{"a:x":"true"}} ; a:x=1
        T ; {"Null":{"a:x":"false"}} ; a:x=1
        F ; {"Null":{"a:x":false}} ;
        U ; {"Null":{"a:x":"true"}} ; a:x?
        T ; {"Null":{"a:x":["true","false"]}} ; a:x=1
        T ; {"NumericEquals":{"a:n":10}} ; a:n=10.0
        F ; {"NumericEquals":{"a:n":"10"}} ; a:n=11
        F ; {"NumericEquals":{"a:n":"10"}} ; a:n=ten
        U ; {"NumericEquals":{"a:n":"ten"}} ; a:n=10
        T ; {"NumericNotEquals":{"a:n":"10"}} ; a:n=11
        T ; {"NumericNotEquals":{"a:n":"10"}} ;
        T ; {"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}} ; aws:MultiFactorAuthAge=59
        F ; {"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}} ; aws:MultiFactorAuthAge=3600
        T ; {"NumericLessThanEquals":{"a:n":"3600"}} ; a:n=3600
        T ; {"NumericGreaterThan":{"a:n":"7"}} ; a:n=30
        F ; {"NumericGreaterThan":{"a:n":"7"}} ; a:n=7
        T ; {"NumericGreaterThanEquals":{"a:n":"7"}} ; a:n=7
        F ; {"NumericLessThan":{"a:n":"7"}} ;
        T ; {"DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"}} ; aws:CurrentTime=2026-11-23T12:00:00Z
        F ; {"DateGreaterThan":{"aws:CurrentTime":"2027-01-01"}} ; aws:CurrentTime=2026-11-23T12:00:00Z
        T ; {"DateGreaterThan":{"aws:CurrentTime":"2026"}} ; aws:CurrentTime=2026-11-23T12:00:00Z
        T ; {"DateEquals":{"aws:CurrentTime":"2026-11-23T12:00:00Z"}} ; aws:CurrentTime=2026-11-23T13:00:00+01:00
        T ; {"DateGreaterThanEquals":{"aws:EpochTime":"1700000000"}} ; aws:EpochTime=1700000000
        T ; {"DateLessThanEquals":{"aws:TokenIssueTime":"2026-11-23T12:00:00Z"}} ; aws:TokenIssueTime=1700000000
        T ; {"DateNotEquals":{"aws:CurrentTime":"2026-11-24"}} ; aws:CurrentTime=2026-11-23T12:00:00Z
        U ; {"DateLessThan":{"aws:CurrentTime":"soon"}} ; aws:CurrentTime=2026-11-23T12:00:00Z
        T ; {"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}} ; aws:SourceIp=203.0.113.7
        F ; {"IpAddress":{"aws:SourceIp":"203.0.113.0/25"}} ; aws:SourceIp=203.0.113.200
        T ; {"IpAddress":{"aws:SourceIp":"203.0.113.7"}} ; aws:SourceIp=203.0.113.7
        T ; {"IpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]}} ; aws:SourceIp=2001:db8:1::1
        F ; {"IpAddress":{"aws:SourceIp":"2001:db8::/33"}} ; aws:SourceIp=2001:db8:8000::1
        F ; {"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}} ; aws:SourceIp=2001:db8::1
        T ; {"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}} ; aws:SourceIp=198.51.100.1
        F ; {"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}} ;
        T ; {"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","10.0.0.0/8"]}} ; aws:SourceIp=192.0.2.1
        F ; {"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","10.0.0.0/8"]}} ; aws:SourceIp=10.1.2.3
        T ; {"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}} ;
        U ; {"IpAddress":{"aws:SourceIp":"203.0.113.0/33"}} ; aws:SourceIp=203.0.113.7
        T ; {"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}} ; aws:PrincipalArn=arn:aws:iam::111122223333:role/path/R
        T ; {"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Atlas?"}} ; aws:PrincipalArn=arn:aws:iam::111122223333:role/AtlasX
        F ; {"ArnLike":{"aws:PrincipalArn":"arn:aws:iam:*:role/R:"}} ; aws:PrincipalArn=arn:aws:iam::111122223333:role/R
        U ; {"ArnLike":{"aws:PrincipalArn":"arn:aws:*"}} ; aws:PrincipalArn=arn:aws:iam::111122223333:role/R
        F ; {"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/R"}} ; aws:PrincipalArn=arn:aws:iam::111122223333:role/R
        T ; {"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/BreakGlass"}} ; aws:PrincipalArn=arn:aws:iam::111122223333:role/R
        T ; {"BinaryEquals":{"a:b":"QmluYXJ5"}} ; a:b=QmluYXJ5
        F ; {"BinaryEquals":{"a:b":"QmluYXJ5"}} ; a:b=AAAA
        T ; {"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":["a","b"]}} ; kms:EncryptionContextKeys=b,c
        F ; {"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":["a","b"]}} ; kms:EncryptionContextKeys=c,d
        F ; {"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":["a","b"]}} ;
        F ; {"ForAnyValue:StringNotEquals":{"a:k":"x"}} ;
        T ; {"ForAnyValue:StringNotEquals":{"a:k":"x"}} ; a:k=x,y
        F ; {"ForAnyValue:StringNotEquals":{"a:k":["x","y"]}} ; a:k=x,y
        T ; {"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}} ; aws:TagKeys=a,b
        F ; {"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}} ; aws:TagKeys=a,c
        T ; {"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}} ;
        U ; {"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}} ; aws:TagKeys?
        F ; {"ForAllValues:StringNotLike":{"a:k":"x*"}} ; a:k=a,xy
        T ; {"ForAllValues:StringNotLike":{"a:k":"x*"}} ; a:k=a,b
        T ; {"StringEquals":{"kms:ResourceAliases":"alias/b"}} ; kms:ResourceAliases=alias/a,alias/b
        F ; {"StringNotEquals":{"kms:ResourceAliases":"alias/b"}} ; kms:ResourceAliases=alias/a,alias/b
        U ; {"StringMatches":{"a:x":"1"}} ; a:x=1
        T ; {"stringequals":{"a:x":"1"}} ; a:x=1
        T ; {"StringEquals":{"aws:username":"${aws:PrincipalTag/owner}"}} ; aws:username=ada aws:PrincipalTag/owner=ada
        F ; {"StringEquals":{"aws:username":"${aws:PrincipalTag/owner}"}} ; aws:username=ada
        T ; {"StringEquals":{"aws:username":"${aws:PrincipalTag/owner, 'ada'}"}} ; aws:username=ada
        U ; {"StringEquals":{"aws:username":"${aws:PrincipalTag/owner}"}} ; aws:username=ada aws:PrincipalTag/owner?
        U ; {"StringNotEquals":{"aws:username":"${aws:PrincipalTag/owner}"}} ; aws:username=ada
        T ; {"StringLike":{"a:x":"${aws:username}-*"}} ; a:x=ada-1 aws:username=ada
        F ; {"StringLike":{"a:x":"${aws:username}x"}} ; a:x=aXx aws:username=*
        T ; {"StringLike":{"a:x":"a${*}b"}} ; a:x=a*b
        F ; {"StringLike":{"a:x":"a${*}b"}} ; a:x=a1b
        """;

    /** verdict ; members of the statement ; action ; resource. */
    private static final String ACTIONS_AND_RESOURCES = """
        T ; "Action":"kms:Decrypt","Resource":"*" ; kms:Decrypt ; KEY
        T ; "Action":"KMS:dECRYPT","Resource":"*" ; kms:Decrypt ; KEY
        F ; "Action":"kms:Encrypt","Resource":"*" ; kms:Decrypt ; KEY
        T ; "Action":"kms:*","Resource":"*" ; kms:Decrypt ; KEY
        T ; "Action":"*","Resource":"*" ; kms:Decrypt ; KEY
        T ; "Action":["kms:Encrypt","kms:De*"],"Resource":"*" ; kms:Decrypt ; KEY
        T ; "Action":"kms:ReEncrypt*","Resource":"*" ; kms:ReEncryptFrom ; KEY
        F ; "Action":"kms:Describe?","Resource":"*" ; kms:DescribeKey ; KEY
        T ; "Action":"kms:Describe???","Resource":"*" ; kms:DescribeKey ; KEY
        F ; "Action":[],"Resource":"*" ; kms:Decrypt ; KEY
        F ; "NotAction":"kms:*","Resource":"*" ; kms:Decrypt ; KEY
        T ; "NotAction":"iam:*","Resource":"*" ; kms:Decrypt ; KEY
        F ; "NotAction":["iam:*","kms:Decrypt"],"Resource":"*" ; kms:Decrypt ; KEY
        F ; "Resource":"*" ; kms:Decrypt ; KEY
        F ; "Action":"kms:Decrypt" ; kms:Decrypt ; KEY
        T ; "Action":"kms:Decrypt","Resource":"KEY" ; kms:Decrypt ; KEY
        F ; "Action":"kms:Decrypt","Resource":"KEYx" ; kms:Decrypt ; KEY
        T ; "Action":"kms:Decrypt","Resource":"arn:aws:kms:*:111122223333:key/*" ; kms:Decrypt ; KEY
        F ; "Action":"kms:Decrypt","Resource":"arn:aws:kms:eu-*:111122223333:key/*" ; kms:Decrypt ; KEY
        F ; "Action":"kms:Decrypt","Resource":"arn:aws:kms:us-east-1:111122223333:alias/*" ; kms:Decrypt ; KEY
        F ; "Action":"kms:Decrypt","Resource":"ARN:aws:kms:*:111122223333:key/*" ; kms:Decrypt ; KEY
        U ; "Action":"kms:Decrypt","Resource":"arn:aws:kms:*" ; kms:Decrypt ; KEY
        F ; "Action":"kms:Decrypt","Resource":"arn:aws:s3:*" ; kms:Decrypt ; KEY
        F ; "Action":"kms:Decrypt","NotResource":"KEY" ; kms:Decrypt ; KEY
        T ; "Action":"kms:Decrypt","NotResource":"arn:aws:kms:us-east-1:111122223333:key/0000*" ; kms:Decrypt ; KEY
        U ; "Action":"kms:Decrypt","NotResource":"arn:aws:kms:*" ; kms:Decrypt ; KEY
        T ; "Action":"kms:ListKeys","Resource":"*" ; kms:ListKeys ; *
        F ; "Action":"kms:ListKeys","Resource":"KEY" ; kms:ListKeys ; *
        T ; "Action":"iam:GetUser","Resource":"arn:aws:iam::*:user/${aws:username}" ; iam:GetUser ; arn:aws:iam::111122223333:user/ada
        F ; "Action":"iam:GetUser","Resource":"arn:aws:iam::*:user/${aws:username}" ; iam:GetUser ; arn:aws:iam::111122223333:user/bob
        F ; "Action":"iam:GetUser","Resource":"arn:aws:iam::*:user/${aws:nosuchkey}" ; iam:GetUser ; arn:aws:iam::111122223333:user/bob
        U ; "Action":"iam:GetUser","NotResource":"arn:aws:iam::*:user/${aws:nosuchkey}" ; iam:GetUser ; arn:aws:iam::111122223333:user/bob
        """;

    /** verdict ; Principal or NotPrincipal of a key policy statement ; caller. */
    private static final String PRINCIPALS = """
        T ; "Principal":"*" ; role
        T ; "Principal":{"AWS":"*"} ; user
        T ; "Principal":"*" ; anonymous
        T ; "Principal":{"AWS":"111122223333"} ; role
        T ; "Principal":{"AWS":"arn:aws:iam::111122223333:root"} ; user
        F ; "Principal":{"AWS":"arn:aws-cn:iam::111122223333:root"} ; user
        F ; "Principal":{"AWS":"444455556666"} ; role
        T ; "Principal":{"AWS":["444455556666","111122223333"]} ; role
        T ; "Principal":{"AWS":"arn:aws:iam::111122223333:role/path/R"} ; role
        F ; "Principal":{"AWS":"arn:aws:iam::111122223333:role/R"} ; role
        F ; "Principal":{"AWS":"arn:aws:iam::111122223333:role/path/r"} ; role
        F ; "Principal":{"AWS":"arn:aws:iam::111122223333:role/*"} ; role
        T ; "Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/R/s1"} ; role
        F ; "Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/R/s2"} ; role
        U ; "Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/R/s2"} ; nameless role
        T ; "Principal":{"AWS":"arn:aws:iam::111122223333:user/ada"} ; user
        F ; "Principal":{"AWS":"arn:aws:iam::111122223333:user/bob"} ; user
        F ; "Principal":{"AWS":"arn:aws:iam::111122223333:user/ada"} ; root
        T ; "Principal":{"AWS":"arn:aws:iam::111122223333:root"} ; root
        T ; "Principal":{"AWS":"AROA1234567890EXAMPLE"} ; role
        F ; "Principal":{"AWS":"AROAXXXXXXXXXXEXAMPLE"} ; role
        F ; "Principal":{"Service":"kms.amazonaws.com"} ; role
        T ; "Principal":{"Service":"kms.amazonaws.com"} ; service
        F ; "Principal":{"Federated":"*"} ; role
        T ; "Principal":{"AWS":"arn:aws:iam::111122223333:root"} ; someone
        U ; "Principal":{"AWS":"arn:aws:iam::111122223333:role/path/R"} ; someone
        F ; "Principal":{"AWS":"arn:aws:iam::444455556666:role/R"} ; someone
        U ; "NotPrincipal":{"AWS":"arn:aws:iam::111122223333:user/bob"} ; user
        F ; "NotPrincipal":"*" ; role
        """;

    @ParameterizedTest
    @MethodSource("conditions")
    void conditions(String verdict, String condition, String known) {
        var document = PolicyDocument.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                        + condition + "}}");
        assertThat(apply(document, PolicyKind.IDENTITY, request("role", "kms:Decrypt", KEY, context(known))))
                .isEqualTo(truth(verdict));
    }

    @ParameterizedTest
    @MethodSource("actionsAndResources")
    void actionsAndResources(String verdict, String members, String action, String resource) {
        var document = PolicyDocument.parse("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                + members.replace("KEY", KEY) + "}}");
        assertThat(apply(
                        document,
                        PolicyKind.IDENTITY,
                        request("user", action, resource.replace("KEY", KEY), context("aws:username=ada"))))
                .isEqualTo(truth(verdict));
    }

    @ParameterizedTest
    @MethodSource("principals")
    void principals(String verdict, String principal, String caller) {
        var document = PolicyDocument.parse(
                "{\"Statement\":{\"Effect\":\"Allow\"," + principal + ",\"Action\":\"*\",\"Resource\":\"*\"}}");
        assertThat(apply(document, PolicyKind.KEY, request(caller, "kms:Decrypt", KEY, context(""))))
                .isEqualTo(truth(verdict));
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
                            request("user", "kms:Decrypt", KEY, context("a:x=ada aws:username=ada"))))
                    .isEqualTo(Truth.FALSE);
            assertThat(apply(
                            document,
                            PolicyKind.IDENTITY,
                            request("user", "kms:Decrypt", KEY, context("a:x=${aws:username}"))))
                    .isEqualTo(Truth.TRUE);
        }
    }

    @Test
    void aTrustPolicyHasNoResourceAndAKeyPolicyStatementWithoutOneIsDead() {
        var document =
                PolicyDocument.parse("{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}}");
        assertThat(apply(document, PolicyKind.TRUST, request("role", "sts:AssumeRole", KEY, context(""))))
                .isEqualTo(Truth.TRUE);
        assertThat(apply(document, PolicyKind.KEY, request("role", "kms:Decrypt", KEY, context(""))))
                .isEqualTo(Truth.FALSE);
    }

    @Test
    void thereAreAtLeastAHundredAndTwentyCases() {
        assertThat(conditions().count()
                        + actionsAndResources().count()
                        + principals().count())
                .isGreaterThanOrEqualTo(120);
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

    private static Truth apply(PolicyDocument document, PolicyKind kind, PolicyRequest request) {
        return PolicyEvaluator.evaluate(PolicySet.of("policy", document), kind, request)
                .allow();
    }

    static PolicyRequest request(String caller, String action, String resource, RequestContext context) {
        var role = "arn:aws:iam::111122223333:role/path/R";
        return new PolicyRequest(
                switch (caller) {
                    case "role" ->
                        RequestPrincipal.roleSession(
                                role, "arn:aws:sts::111122223333:assumed-role/R/s1", "AROA1234567890EXAMPLE");
                    case "nameless role" -> RequestPrincipal.roleSession(role, null, null);
                    case "user" -> RequestPrincipal.user("arn:aws:iam::111122223333:user/ada", "AIDA1234567890EXAMPLE");
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

    private static Truth truth(String letter) {
        return Arrays.stream(Truth.values())
                .filter(t -> t.name().startsWith(letter))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Object[]> rows(String table, int columns) {
        return table.lines().map(line -> {
            var cells = Arrays.copyOf(line.split(" ;( |$)", -1), columns);
            for (int i = 0; i < columns; i++) {
                cells[i] = cells[i] == null ? "" : cells[i].strip();
            }
            return (Object[]) cells;
        });
    }

    static Stream<Object[]> conditions() {
        return rows(CONDITIONS, 3);
    }

    static Stream<Object[]> actionsAndResources() {
        return rows(ACTIONS_AND_RESOURCES, 4);
    }

    static Stream<Object[]> principals() {
        return rows(PRINCIPALS, 3);
    }

    private static RequestPrincipal outsideAccounts(RequestPrincipal.PrincipalKind kind, String name) {
        return new RequestPrincipal(kind, name, "", Optional.empty(), Optional.empty(), Truth.FALSE);
    }
}
