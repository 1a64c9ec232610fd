package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyStatement.Principal;
import dev.cmkconsole.policy.document.PolicyStatement.Principals;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.RequestPrincipal.PrincipalKind;

/**
 * Whether a Principal element covers a caller, and in which way, because the ways differ in strength. An implicit deny
 * of a permissions boundary or session policy limits a grant to a role or to everyone. It does not limit a grant to a
 * user or to one session by name. An account only delegates to its own IAM policies.
 *
 * @param named the element names the user, the session or the root user
 * @param role the element names the session's role, or everyone
 * @param account the element names the caller's whole account
 */
public record PrincipalMatch(Truth named, Truth role, Truth account) {

    static final PrincipalMatch NONE = new PrincipalMatch(Truth.FALSE, Truth.FALSE, Truth.FALSE);

    /** Whether the caller is covered in any way. */
    public Truth any() {
        return named.or(role).or(account);
    }

    PrincipalMatch doubted() {
        return new PrincipalMatch(named.and(Truth.UNKNOWN), role.and(Truth.UNKNOWN), account.and(Truth.UNKNOWN));
    }

    static PrincipalMatch of(Principals element, RequestPrincipal caller) {
        var match = listed(element, caller);
        return element.negated() ? everyone(caller, excluded(element, match, caller)) : match;
    }

    private static PrincipalMatch listed(Principals element, RequestPrincipal caller) {
        var match = NONE;
        for (var entry : element.entries()) {
            var next = one(entry, caller);
            match = new PrincipalMatch(
                    match.named.or(next.named), match.role.or(next.role), match.account.or(next.account));
        }
        return match;
    }

    /**
     * Whether a NotPrincipal leaves the caller out of its exemptions. An account in the list exempts its root user
     * alone. A user counts as exempt with its account, a session with its role and account. AWS' pages differ about a
     * list that has only some of these, so it is UNKNOWN. A permissions boundary voids every exemption.
     */
    private static Truth excluded(Principals element, PrincipalMatch match, RequestPrincipal caller) {
        if (element.entries().stream().anyMatch(PrincipalMatch::isEveryone)) {
            return caller.bounded();
        }
        var itself = match.named.or(match.role);
        var complete = switch (caller.kind()) {
            case ROLE_SESSION -> match.named.and(match.role).and(match.account);
            case USER, UNIDENTIFIED -> match.named.and(match.account);
            case ACCOUNT_ROOT, SERVICE, ANONYMOUS -> match.named;
        };
        var exempt = itself == Truth.FALSE || complete.isTrue() ? complete : Truth.UNKNOWN;
        return exempt.not().or(caller.bounded());
    }

    private static PrincipalMatch one(Principal entry, RequestPrincipal caller) {
        if (isEveryone(entry)) {
            return everyone(caller, Truth.TRUE);
        }
        return switch (entry.type()) {
            case "AWS" -> aws(entry.value(), caller);
            case "Service" ->
                new PrincipalMatch(
                        Truth.of(caller.kind() == PrincipalKind.SERVICE
                                && caller.arn().equals(entry.value())),
                        Truth.FALSE,
                        Truth.FALSE);
            default -> NONE;
        };
    }

    static boolean isEveryone(Principals element) {
        return !element.negated() && element.entries().stream().anyMatch(PrincipalMatch::isEveryone);
    }

    private static boolean isEveryone(Principal entry) {
        return entry.value().equals("*")
                && (entry.type().equals("*") || entry.type().equals("AWS"));
    }

    private static PrincipalMatch everyone(RequestPrincipal caller, Truth covered) {
        return caller.kind() == PrincipalKind.ROLE_SESSION
                ? new PrincipalMatch(Truth.FALSE, covered, Truth.FALSE)
                : new PrincipalMatch(covered, Truth.FALSE, Truth.FALSE);
    }

    private static PrincipalMatch aws(String value, RequestPrincipal caller) {
        if (caller.account().isEmpty()) {
            return NONE;
        }
        if (Arn.isAccountId(value)) {
            return account(value.equals(caller.account()), caller);
        }
        var parsed = Arn.parse(value);
        if (parsed.isEmpty()) {
            return new PrincipalMatch(
                    Truth.of(caller.kind() == PrincipalKind.USER
                            && caller.uniqueId().filter(value::equals).isPresent()),
                    Truth.of(caller.kind() == PrincipalKind.ROLE_SESSION
                            && caller.uniqueId().filter(value::equals).isPresent()),
                    Truth.FALSE);
        }
        var arn = parsed.get();
        if (arn.service().equals("iam") && arn.resource().equals("root")) {
            return account(sameAccount(arn, caller), caller);
        }
        return switch (caller.kind()) {
            case USER -> new PrincipalMatch(Truth.of(value.equals(caller.arn())), Truth.FALSE, Truth.FALSE);
            case ROLE_SESSION ->
                new PrincipalMatch(session(arn, value, caller), Truth.of(value.equals(caller.arn())), Truth.FALSE);
            case UNIDENTIFIED ->
                sameAccount(arn, caller) ? new PrincipalMatch(Truth.UNKNOWN, Truth.FALSE, Truth.FALSE) : NONE;
            case ACCOUNT_ROOT, SERVICE, ANONYMOUS -> NONE;
        };
    }

    private static PrincipalMatch account(boolean same, RequestPrincipal caller) {
        var covered = Truth.of(same);
        return new PrincipalMatch(
                caller.kind() == PrincipalKind.ACCOUNT_ROOT ? covered : Truth.FALSE, Truth.FALSE, covered);
    }

    private static boolean sameAccount(Arn arn, RequestPrincipal caller) {
        return arn.account().equals(caller.account())
                && Arn.parse(caller.arn())
                        .filter(own -> own.partition().equals(arn.partition()))
                        .isPresent();
    }

    private static Truth session(Arn arn, String value, RequestPrincipal caller) {
        if (!arn.service().equals("sts") || !arn.resourceType().equals("assumed-role")) {
            return Truth.FALSE;
        }
        if (caller.sessionArn().isPresent()) {
            return Truth.of(value.equals(caller.sessionArn().get()));
        }
        var role = Arn.parse(caller.arn()).orElseThrow();
        return sameAccount(arn, caller) && arn.resource().startsWith("assumed-role/" + role.resourceName() + "/")
                ? Truth.UNKNOWN
                : Truth.FALSE;
    }
}
