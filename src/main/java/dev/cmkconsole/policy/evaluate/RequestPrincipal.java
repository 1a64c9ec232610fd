package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.Truth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request, as far as it is known.
 *
 * @param arn the user's or role's ARN, the root user's ARN, or a service's name; for an unidentified principal, its
 *     account's root ARN
 * @param account 12 digits, or the empty string for a service or an anonymous caller
 * @param sessionArn {@code arn:aws:sts::...:assumed-role/...} of a role session; absent where the session's name is not
 *     known
 * @param uniqueId {@code AIDA...} or {@code AROA...}, where known; policies name deleted principals by it
 * @param bounded whether the caller has a permissions boundary, which makes every NotPrincipal deny it
 */
public record RequestPrincipal(
        PrincipalKind kind,
        String arn,
        String account,
        Optional<String> sessionArn,
        Optional<String> uniqueId,
        Truth bounded) {

    /** {@code UNIDENTIFIED} is some user or role of the account that nobody outside the account can identify. */
    public enum PrincipalKind {
        USER,
        ROLE_SESSION,
        ACCOUNT_ROOT,
        UNIDENTIFIED,
        SERVICE,
        ANONYMOUS
    }

    public static RequestPrincipal user(String userArn, @Nullable String uniqueId) {
        return new RequestPrincipal(
                PrincipalKind.USER,
                userArn,
                accountOf(userArn),
                Optional.empty(),
                Optional.ofNullable(uniqueId),
                Truth.FALSE);
    }

    /** @param sessionArn null where the session's name is not known */
    public static RequestPrincipal roleSession(String roleArn, @Nullable String sessionArn, @Nullable String uniqueId) {
        return new RequestPrincipal(
                PrincipalKind.ROLE_SESSION,
                roleArn,
                accountOf(roleArn),
                Optional.ofNullable(sessionArn),
                Optional.ofNullable(uniqueId),
                Truth.FALSE);
    }

    public static RequestPrincipal accountRoot(String rootArn) {
        return new RequestPrincipal(
                PrincipalKind.ACCOUNT_ROOT,
                rootArn,
                accountOf(rootArn),
                Optional.empty(),
                Optional.empty(),
                Truth.FALSE);
    }

    public static RequestPrincipal someoneOf(String rootArn) {
        return new RequestPrincipal(
                PrincipalKind.UNIDENTIFIED,
                rootArn,
                accountOf(rootArn),
                Optional.empty(),
                Optional.empty(),
                Truth.FALSE);
    }

    /** @param name such as {@code backup.amazonaws.com} */
    public static RequestPrincipal service(String name) {
        return new RequestPrincipal(PrincipalKind.SERVICE, name, "", Optional.empty(), Optional.empty(), Truth.FALSE);
    }

    public RequestPrincipal withBoundary(Truth present) {
        return new RequestPrincipal(kind, arn, account, sessionArn, uniqueId, present);
    }

    /** The ARN that AWS shows in messages about this caller. */
    public String displayArn() {
        return sessionArn.orElse(arn);
    }

    private static String accountOf(String arn) {
        return Arn.parse(arn)
                .orElseThrow(() -> new IllegalArgumentException("not an ARN: " + arn))
                .account();
    }
}
