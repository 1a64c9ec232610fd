package dev.cmkconsole.policy.guard;

import static java.util.stream.Collectors.toCollection;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyStatement;
import dev.cmkconsole.policy.document.PolicyStatement.Condition;
import dev.cmkconsole.policy.document.PolicyStatement.Principal;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision;
import dev.cmkconsole.policy.evaluate.AccessRules;
import dev.cmkconsole.policy.evaluate.PolicyRequest;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whom a key policy lets end the key or change its policy. Every principal is taken to have all permissions of its own,
 * so the answer is what the key policy alone makes sure of.
 */
public final class KeyHolders {
    /** No principal has this name, so it stands for everybody that the policy does not name. */
    private static final String ANYBODY = "anybody-whom-the-policy-does-not-name";

    private static final String SHORTEST = "7";

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

    /** Whether the account's root user may, who is the last resort after a lock-out. */
    public Truth root() {
        return may(rootArn(), "kms:PutKeyPolicy");
    }

    public String rootArn() {
        return iam("root");
    }

    /** The principals that the policy names, except the root user, and that may do some of the guarded actions or may be able to. */
    public List<String> named() {
        return candidates().stream()
                .filter(arn -> !arn.equals(rootArn()))
                .filter(arn -> any(arn).isPossible())
                .toList();
    }

    /** Patterns of principals to which a statement makes an exception. Nobody can list whom they cover. */
    public List<String> patterns() {
        return policy.statements().stream()
                .flatMap(s -> s.conditions().stream())
                .filter(KeyHolders::aboutPrincipals)
                .flatMap(c -> c.values().stream())
                .filter(v -> v.contains("*") || v.contains("?"))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether every principal that may schedule the key's deletion has to give it the longest waiting time. */
    public Truth waitsLongest() {
        return Stream.concat(candidates().stream(), Stream.of(rootArn(), iam("role/" + ANYBODY)))
                .map(arn -> truth(decision(arn, "kms:ScheduleKeyDeletion", SHORTEST)))
                .reduce(Truth.FALSE, Truth::or)
                .not();
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
                .known(GuardStatements.PRINCIPAL, who.arn())
                .known("aws:PrincipalAccount", who.account())
                .known("aws:PrincipalType", type(who))
                .known("kms:CallerAccount", who.account())
                .known("aws:SecureTransport", "true")
                .known("aws:CurrentTime", at.toString())
                .known("aws:PrincipalIsAWSService", "false")
                .known("aws:ViaAWSService", "false")
                .known(GuardStatements.WINDOW, days)
                .absent("kms:ViaService")
                .build();
        return AccessRules.onResource(
                new PolicyRequest(who, action, key.toString(), context),
                AccessRules.CallerPolicies.of(PolicySet.assumedToAllow("the caller's policies")),
                AccessRules.ResourcePolicies.key(key.account(), PolicySet.of("key policy", policy)));
    }

    private static String type(RequestPrincipal who) {
        return switch (who.kind()) {
            case ACCOUNT_ROOT -> "Account";
            case ROLE_SESSION -> "AssumedRole";
            default -> "User";
        };
    }

    private static RequestPrincipal principal(String arn) {
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
                .filter(v -> v.startsWith(iam("role/")) || v.startsWith(iam("user/")) || v.startsWith(session("")))
                .filter(v -> !v.contains("*") && !v.contains("?"));
        return named.collect(toCollection(TreeSet::new));
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

    private String session(String name) {
        return "arn:" + key.partition() + ":sts::" + key.account() + ":assumed-role/" + name;
    }

    private String iam(String resource) {
        return "arn:" + key.partition() + ":iam::" + key.account() + ":" + resource;
    }
}
