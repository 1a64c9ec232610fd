package dev.cmkconsole.policy.guard;

import static java.util.stream.Collectors.toCollection;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import dev.cmkconsole.policy.document.PolicyStatement.Principal;
import dev.cmkconsole.policy.document.PolicyStatement.StatementEffect;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision;
import dev.cmkconsole.policy.evaluate.AccessRules;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import dev.cmkconsole.policy.evaluate.RequestPrincipal.PrincipalKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whom a key policy lets end the key or change its policy. Every principal is taken to have all permissions of its own,
 * so the answer is what the key policy alone makes sure of.
 */
public final class KeyHolders {
    /** No principal has this name, so it stands for everybody that the policy does not name. */
    private static final String ANYBODY = "anybody-whom-the-policy-does-not-name";

    /** The shortest waiting time of a deletion that KMS allows, in days. */
    private static final int SHORTEST = 7;

    private final PolicyDocument policy;
    private final Arn key;
    private final Instant at;

    /** @param at when the requests would be made, for conditions on the time */
    public KeyHolders(PolicyDocument policy, String keyArn, Instant at) {
        this.policy = policy;
        this.key = Arn.parse(keyArn).orElseThrow(() -> new IllegalArgumentException("not an ARN: " + keyArn));
        this.at = at;
    }

    /** Whether somebody whom the policy does not name may do any of the guarded actions. */
    public Truth anybodyElse() {
        return any(iam("role/" + ANYBODY)).or(any(iam("user/" + ANYBODY)));
    }

    /** Whether the key policy itself allows it to everybody of the account, whatever their IAM policies say. */
    public boolean everybodyByPolicy() {
        return GuardStatements.ACTIONS.stream()
                .map(action -> decision(iam("role/" + ANYBODY), action))
                .anyMatch(d -> d.isAllowed() && d.allowedBy().contains(AccessDecision.Way.NAMED_IN_RESOURCE_POLICY));
    }

    /** Whether the account's root user may, who is the last resort after a lock-out. */
    public Truth root() {
        return may(rootArn(), "kms:PutKeyPolicy");
    }

    public String rootArn() {
        return iam("root");
    }

    /**
     * The principals that the policy names, except the root user, and that may do some of the guarded actions or may be
     * able to. Services of AWS are among them.
     */
    public List<String> named() {
        return Stream.concat(candidates().stream(), services().stream())
                .filter(who -> any(who).isPossible())
                .toList();
    }

    /** Patterns, with variables too, of principals to which a statement makes an exception. Nobody can list whom they cover. */
    public List<String> patterns() {
        return policy.statements().stream()
                .flatMap(s -> s.conditions().stream())
                .filter(KeyHolders::aboutPrincipals)
                .flatMap(c -> c.values().stream())
                .filter(KeyHolders::isPattern)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Whether every principal that may schedule the key's deletion has to give it the longest waiting time. Each shorter
     * time is tried, because a condition may forbid some of them only.
     */
    public Truth waitsLongest() {
        return Stream.of(
                        candidates().stream(),
                        services().stream(),
                        patterns().stream().flatMap(pattern -> anInstance(pattern).stream()),
                        Stream.of(rootArn(), iam("role/" + ANYBODY), iam("user/" + ANYBODY)))
                .flatMap(who -> who)
                .map(this::mayWaitShorter)
                .reduce(Truth.FALSE, Truth::or)
                .not();
    }

    private Truth mayWaitShorter(String who) {
        return IntStream.range(SHORTEST, GuardStatements.DAYS)
                .mapToObj(days -> truth(decision(who, "kms:ScheduleKeyDeletion", Integer.toString(days))))
                .reduce(Truth.FALSE, Truth::or);
    }

    /** A role or user of the account that the pattern covers; empty where it covers both kinds, or neither. */
    private Optional<String> anInstance(String pattern) {
        var parts = pattern.split(":", 6);
        return Optional.of(parts)
                .filter(p -> p.length == 6)
                .map(p -> iam(p[5].replace("*", ANYBODY).replace('?', 'x')))
                .filter(arn -> arn.startsWith(iam("role/")) || arn.startsWith(iam("user/")));
    }

    /** @param principal the ARN of a role, a user or the root user of the key's account */
    public Truth may(String principal, String action) {
        return truth(decision(principal, action));
    }

    /** @param principal as in {@link #may} */
    public AccessDecision decision(String principal, String action) {
        return decision(principal, action, Integer.toString(GuardStatements.DAYS));
    }

    private Truth any(String principal) {
        return GuardStatements.ACTIONS.stream()
                .map(action -> may(principal, action))
                .reduce(Truth.FALSE, Truth::or);
    }

    private static Truth truth(AccessDecision decision) {
        return switch (decision.verdict()) {
            case ALLOWED -> Truth.TRUE;
            case EXPLICIT_DENY, IMPLICIT_DENY -> Truth.FALSE;
            case UNKNOWN -> Truth.UNKNOWN;
        };
    }

    private AccessDecision decision(String principal, String action, String days) {
        var who = principal(principal);
        var context = RequestContext.partial()
                .known("aws:SecureTransport", "true")
                .known("aws:CurrentTime", at.toString())
                .known("aws:EpochTime", Long.toString(at.getEpochSecond()))
                .known("aws:RequestedRegion", key.region())
                .known("aws:ResourceAccount", key.account())
                .known("aws:ViaAWSService", "false")
                .known(GuardStatements.WINDOW, days)
                .absent("kms:ViaService");
        var whole = who.kind() == PrincipalKind.SERVICE
                ? context.known("aws:PrincipalIsAWSService", "true")
                        .known("aws:PrincipalServiceName", who.arn())
                        .absent(GuardStatements.PRINCIPAL)
                : context.known("aws:PrincipalIsAWSService", "false")
                        .known(GuardStatements.PRINCIPAL, who.arn())
                        .known("aws:PrincipalAccount", who.account())
                        .known("aws:PrincipalType", type(who))
                        .known("kms:CallerAccount", who.account());
        return decision(new PolicyRequest(who, action, key.toString(), whole.build()));
    }

    private AccessDecision decision(PolicyRequest request) {
        return AccessRules.onResource(
                request,
                AccessRules.CallerPolicies.of(PolicySet.assumedToAllow("the caller's policies")),
                AccessRules.ResourcePolicies.key(key.account(), PolicySet.of("key policy", policy)));
    }

    private static String type(RequestPrincipal who) {
        return switch (who.kind()) {
            case ACCOUNT_ROOT -> "Account";
            case ROLE_SESSION -> "AssumedRole";
            default -> who.arn().contains(":federated-user/") ? "FederatedUser" : "User";
        };
    }

    private static RequestPrincipal principal(String arn) {
        if (Arn.parse(arn).isEmpty()) {
            return RequestPrincipal.service(arn);
        }
        if (arn.endsWith(":root")) {
            return RequestPrincipal.accountRoot(arn);
        }
        if (arn.contains(":assumed-role/")) {
            return RequestPrincipal.roleSession(roleOf(arn), arn, null);
        }
        return arn.contains(":role/")
                ? RequestPrincipal.roleSession(arn, null, null)
                : RequestPrincipal.user(arn, null);
    }

    /** The ARN of a session does not hold the path of its role. */
    private static String roleOf(String session) {
        return session.replace(":sts:", ":iam:").replaceFirst(":assumed-role/([^/]+)/.*", ":role/$1");
    }

    /** Principals of other accounts do not count: KMS takes the guarded requests from the key's own account only. */
    private Set<String> candidates() {
        var named = policy.statements().stream()
                .flatMap(KeyHolders::names)
                .filter(v -> v.startsWith(iam("role/")) || v.startsWith(iam("user/")) || v.startsWith(temporary()))
                .filter(v -> !isPattern(v));
        return named.collect(toCollection(TreeSet::new));
    }

    private static boolean isPattern(String value) {
        return value.contains("*") || value.contains("?") || value.contains("${");
    }

    private static Stream<String> names(PolicyStatement statement) {
        return Stream.concat(
                statement.principals().stream()
                        .flatMap(p -> p.entries().stream())
                        .map(Principal::value),
                statement.conditions().stream()
                        .filter(KeyHolders::aboutPrincipals)
                        .flatMap(c -> c.values().stream()));
    }

    private static boolean aboutPrincipals(Condition condition) {
        return condition.key().equalsIgnoreCase(GuardStatements.PRINCIPAL);
    }

    /** Services that a statement allows something. */
    private Set<String> services() {
        return policy.statements().stream()
                .filter(s -> s.effect() == StatementEffect.ALLOW)
                .flatMap(s -> s.principals().stream())
                .flatMap(p -> p.entries().stream())
                .filter(p -> p.type().equals("Service"))
                .map(Principal::value)
                .collect(toCollection(TreeSet::new));
    }

    /** How the ARNs of sessions and of federated users begin. */
    private String temporary() {
        return "arn:" + key.partition() + ":sts::" + key.account() + ":";
    }

    private String iam(String resource) {
        return "arn:" + key.partition() + ":iam::" + key.account() + ":" + resource;
    }
}
