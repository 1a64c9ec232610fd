package dev.cmkconsole.policy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision.PolicyVerdict;
import dev.cmkconsole.policy.evaluate.AccessRules.CallerPolicies;
import dev.cmkconsole.policy.evaluate.AccessRules.ResourcePolicies;
import dev.cmkconsole.policy.evaluate.NaiveEvaluator.Facts;
import dev.cmkconsole.policy.evaluate.NaiveEvaluator.Who;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/** The evaluator against {@link NaiveEvaluator} on generated policies and requests: over 100,000 pairs in every run. */
@Tag("long")
class EvaluatorAgreementTest {

    private static final int PAIRS_EACH = 60;
    private static final String OWN = "111122223333";
    private static final String OTHER = "444455556666";
    private static final List<String> ACTIONS =
            List.of("kms:Decrypt", "kms:Encrypt", "kms:DescribeKey", "kms:ReEncryptFrom");
    private static final List<String> ACTION_PATTERNS = List.of(
            "kms:Decrypt",
            "KMS:decrypt",
            "kms:*",
            "kms:De*",
            "kms:?ncrypt",
            "*",
            "iam:*",
            "kms:Describe???",
            "*:*crypt");
    private static final List<String> KEYS = List.of(
            "arn:aws:kms:us-east-1:111122223333:key/ab",
            "arn:aws:kms:us-east-1:444455556666:key/ab",
            "arn:aws:kms:eu-west-1:111122223333:key/ada");
    private static final List<String> RESOURCE_PATTERNS = List.of(
            "*",
            "arn:aws:kms:us-east-1:111122223333:key/ab",
            "arn:aws:kms:*:111122223333:key/*",
            "arn:aws:kms:us-????-1:*:key/a*",
            "arn:aws:kms:*",
            "arn:aws:kms:*:key/ab",
            "arn:aws:s3:::b",
            "arn:aws:kms:*:*:key/${aws:username}",
            "arn:aws:kms:*:*:*/?*");
    private static final List<String> PRINCIPALS = List.of(
            "*",
            OWN,
            OTHER,
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::444455556666:root",
            "arn:aws:iam::111122223333:role/p/R",
            "arn:aws:iam::111122223333:role/R",
            "arn:aws:sts::111122223333:assumed-role/R/s1",
            "arn:aws:sts::111122223333:assumed-role/R/s2",
            "arn:aws:iam::111122223333:user/ada",
            "arn:aws:iam::444455556666:user/eve",
            "AROAR",
            "AIDAADA");
    private static final List<Who> CALLERS = List.of(
            new Who("user", "arn:aws:iam::111122223333:user/ada", OWN, null, "AIDAADA"),
            new Who(
                    "session",
                    "arn:aws:iam::111122223333:role/p/R",
                    OWN,
                    "arn:aws:sts::111122223333:assumed-role/R/s1",
                    "AROAR"),
            new Who("session", "arn:aws:iam::111122223333:role/p/R", OWN, null, "AROAR"),
            new Who("root", "arn:aws:iam::111122223333:root", OWN, null, null),
            new Who("someone", "arn:aws:iam::444455556666:root", OTHER, null, null));
    /** Condition key, values a request may have, values a policy may ask for, operators that fit. */
    private static final List<Key> CONDITION_KEYS = List.of(
            new Key(
                    "sts:ExternalId",
                    List.of("abc", "ABC", "a*c", ""),
                    List.of("abc", "ABC", "a*c", "a?c", "*", "${aws:username}", "x"),
                    List.of(
                            "StringEquals",
                            "StringNotEquals",
                            "StringEqualsIgnoreCase",
                            "StringNotEqualsIgnoreCase",
                            "StringLike",
                            "StringNotLike")),
            new Key(
                    "aws:username",
                    List.of("ada", "abc", "bob"),
                    List.of("ada", "a*", "${sts:ExternalId}", "bob"),
                    List.of("StringEquals", "StringNotEquals", "StringLike")),
            new Key(
                    "kms:EncryptionContextKeys",
                    List.of("a", "b", "ab"),
                    List.of("a", "b", "a*", "c"),
                    List.of("StringEquals", "StringNotEquals", "StringLike", "StringNotLike")),
            new Key(
                    "aws:PrincipalArn",
                    List.of("arn:aws:iam::111122223333:role/p/R", "arn:aws:iam::444455556666:user/eve"),
                    List.of(
                            "arn:aws:iam::*:role/*",
                            "*",
                            "arn:aws:iam::111122223333:role/p/?",
                            "arn:aws:iam::444455556666:*",
                            "arn:*:iam::*:user/e*"),
                    List.of("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike")),
            new Key(
                    "aws:MultiFactorAuthAge",
                    List.of("10", "3600", "10.0", "-1"),
                    List.of("10", "100", "3600", "-1e1"),
                    List.of(
                            "NumericEquals",
                            "NumericNotEquals",
                            "NumericLessThan",
                            "NumericLessThanEquals",
                            "NumericGreaterThan",
                            "NumericGreaterThanEquals")),
            new Key(
                    "aws:CurrentTime",
                    List.of("2026-11-23T12:00:00Z", "1700000000", "2027-01-01T00:00:00+02:00"),
                    List.of("2026-11-23T12:00:00Z", "1700000000", "2027-01-01T00:00:00Z"),
                    List.of(
                            "DateEquals",
                            "DateNotEquals",
                            "DateLessThan",
                            "DateLessThanEquals",
                            "DateGreaterThan",
                            "DateGreaterThanEquals")),
            new Key(
                    "aws:SourceIp",
                    List.of("203.0.113.7", "10.0.0.1", "2001:db8::7", "2001:db8:ffff::1"),
                    List.of(
                            "203.0.113.0/24",
                            "203.0.113.0/29",
                            "10.0.0.1",
                            "2001:db8::/32",
                            "2001:db8::/47",
                            "0.0.0.0/0",
                            "::/0"),
                    List.of("IpAddress", "NotIpAddress")),
            new Key("aws:SecureTransport", List.of("true", "false"), List.of("true", "false"), List.of("Bool")),
            new Key("aws:SignatureBytes", List.of("QUJD", "REVG"), List.of("QUJD", "AAAA"), List.of("BinaryEquals")));

    private static final Map<PolicyVerdict, AtomicInteger> SEEN = new EnumMap<>(PolicyVerdict.class);

    private record Key(String name, List<String> given, List<String> wanted, List<String> operators) {}

    @Property(tries = 1_800, shrinking = ShrinkingMode.OFF)
    void bothEvaluatorsAgreeOnEverything(@ForAll long seed) {
        var random = new Random(seed);
        for (int i = 0; i < PAIRS_EACH; i++) {
            var facts = facts(random);
            var who = one(random, CALLERS);
            var action = one(random, ACTIONS);
            var resource = one(random, KEYS);
            var keyPolicy = policy(random, true);
            var identity = policy(random, false);
            var boundary = random.nextInt(3) == 0 ? policy(random, false) : null;
            var owner = Arn.parse(resource).orElseThrow().account();
            var expected = new NaiveEvaluator(who, action, resource, facts)
                    .key(keyPolicy, identity, boundary, owner.equals(who.account()));

            var request = new PolicyRequest(principal(who), action, resource, context(facts));
            var caller = CallerPolicies.of(PolicySet.of("identity", parsed(identity)));
            if (boundary != null) {
                caller = caller.withBoundary(PolicySet.of("boundary", parsed(boundary)));
            }
            var decision = AccessRules.onResource(
                    request, caller, ResourcePolicies.key(owner, PolicySet.of("key", parsed(keyPolicy))));
            assertThat(decision.verdict().name())
                    .as("%s%n%s%nidentity %s%nboundary %s%nkey policy %s", who, facts, identity, boundary, keyPolicy)
                    .isEqualTo(expected);
            SEEN.computeIfAbsent(decision.verdict(), v -> new AtomicInteger()).incrementAndGet();
        }
    }

    /** A certain verdict with unknown keys must hold for all values of those keys. */
    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void aCertainAnswerSurvivesWhateverTheUnknownKeysAre(@ForAll long seed) {
        var random = new Random(seed);
        for (int i = 0; i < PAIRS_EACH; i++) {
            var facts = facts(random);
            var policy = parsed(policy(random, false));
            var who = principal(one(random, CALLERS));
            var action = one(random, ACTIONS);
            var resource = one(random, KEYS);
            var vague = PolicyEvaluator.evaluate(
                    PolicySet.of("p", policy),
                    PolicyKind.IDENTITY,
                    new PolicyRequest(who, action, resource, context(facts)));
            var completed = new HashMap<>(facts.values());
            for (var key : CONDITION_KEYS) {
                if (facts.unknown().contains(key.name().toLowerCase()) && random.nextBoolean()) {
                    completed.put(key.name().toLowerCase(), List.of(one(random, key.given())));
                }
            }
            var exact = PolicyEvaluator.evaluate(
                    PolicySet.of("p", policy),
                    PolicyKind.IDENTITY,
                    new PolicyRequest(who, action, resource, context(new Facts(completed, Set.of()))));
            if (vague.allow() != Truth.UNKNOWN) {
                assertThat(exact.allow())
                        .as("%s %s -> %s", policy, facts, completed)
                        .isEqualTo(vague.allow());
            }
            if (vague.deny() != Truth.UNKNOWN) {
                assertThat(exact.deny())
                        .as("%s %s -> %s", policy, facts, completed)
                        .isEqualTo(vague.deny());
            }
        }
    }

    /** Without this, all agreement could be about a single verdict. */
    @AfterContainer
    static void everyVerdictWasSeenOften() {
        assertThat(SEEN)
                .hasSize(PolicyVerdict.values().length)
                .allSatisfy((verdict, count) ->
                        assertThat(count.get()).as(verdict.name()).isGreaterThan(500));
        assertThat(SEEN.values().stream().mapToInt(AtomicInteger::get).sum()).isGreaterThanOrEqualTo(100_000);
    }

    private static RequestPrincipal principal(Who who) {
        return switch (who.type()) {
            case "user" -> RequestPrincipal.user(who.arn(), who.id());
            case "session" -> RequestPrincipal.roleSession(who.arn(), who.session(), who.id());
            case "root" -> RequestPrincipal.accountRoot(who.arn());
            default -> RequestPrincipal.someoneOf(who.arn());
        };
    }

    private static RequestContext context(Facts facts) {
        var context = RequestContext.complete();
        facts.values().forEach(context::known);
        facts.unknown().forEach(context::unknown);
        return context.build();
    }

    private static Facts facts(Random random) {
        var values = new HashMap<String, List<String>>();
        var unknown = new HashSet<String>();
        for (var key : CONDITION_KEYS) {
            var name = key.name().toLowerCase();
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> unknown.add(name);
                default -> {
                    var several = new ArrayList<String>();
                    int count = key.name().endsWith("Keys") ? random.nextInt(3) : 1;
                    for (int i = 0; i < count; i++) {
                        several.add(one(random, key.given()));
                    }
                    values.put(name, several);
                }
            }
        }
        return new Facts(values, unknown);
    }

    private static PolicyDocument parsed(ObjectNode policy) {
        return PolicyDocument.parse(policy.toString());
    }

    private static ObjectNode policy(Random random, boolean keyPolicy) {
        var document = JsonNodeFactory.instance.objectNode();
        if (random.nextInt(4) > 0) {
            document.put("Version", random.nextInt(5) == 0 ? "2008-10-17" : "2012-10-17");
        }
        int count = 1 + random.nextInt(3);
        if (count == 1 && random.nextBoolean()) {
            document.set("Statement", statement(random, keyPolicy));
        } else {
            var array = document.putArray("Statement");
            for (int i = 0; i < count; i++) {
                array.add(statement(random, keyPolicy));
            }
        }
        return document;
    }

    private static ObjectNode statement(Random random, boolean keyPolicy) {
        var statement = JsonNodeFactory.instance.objectNode();
        statement.put("Effect", random.nextInt(4) == 0 ? "Deny" : "Allow");
        if (keyPolicy) {
            var principals = values(random, PRINCIPALS);
            var name = random.nextInt(8) == 0 ? "NotPrincipal" : "Principal";
            if (random.nextInt(6) == 0) {
                statement.put(name, "*");
            } else if (random.nextInt(20) > 0) {
                put(random, statement.putObject(name), "AWS", principals);
            }
        }
        if (random.nextInt(20) > 0) {
            put(random, statement, random.nextInt(6) == 0 ? "NotAction" : "Action", values(random, ACTION_PATTERNS));
        }
        if (random.nextInt(20) > 0) {
            put(
                    random,
                    statement,
                    random.nextInt(6) == 0 ? "NotResource" : "Resource",
                    random.nextBoolean() ? List.of("*") : values(random, RESOURCE_PATTERNS));
        }
        if (random.nextBoolean()) {
            var condition = statement.putObject("Condition");
            for (int i = random.nextInt(3); i >= 0; i--) {
                var key = one(random, CONDITION_KEYS);
                var operator = random.nextInt(8) == 0 ? "Null" : one(random, key.operators());
                var wanted = operator.equals("Null")
                        ? List.of(Boolean.toString(random.nextBoolean()))
                        : values(random, key.wanted());
                var prefix = operator.equals("Null")
                        ? ""
                        : List.of("", "", "ForAnyValue:", "ForAllValues:").get(random.nextInt(4));
                var suffix = operator.equals("Null") || random.nextInt(4) > 0 ? "" : "IfExists";
                put(random, condition.withObject("/" + prefix + operator + suffix), key.name(), wanted);
            }
        }
        return statement;
    }

    private static List<String> values(Random random, List<String> from) {
        var values = new ArrayList<String>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            values.add(one(random, from));
        }
        return values;
    }

    private static void put(Random random, ObjectNode node, String name, List<String> values) {
        if (values.size() == 1 && random.nextBoolean()) {
            node.put(name, values.getFirst());
        } else {
            values.forEach(node.putArray(name)::add);
        }
    }

    private static <T> T one(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
