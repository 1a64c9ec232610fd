package dev.cmkconsole.sandbox.aws.state;

import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import java.util.Optional;

/**
 * Whose credentials signed a request, and from where.
 *
 * @param entity  the user or role; empty for an account's root
 * @param session set for temporary credentials
 */
public record Caller(
        Account account,
        RequestPrincipal principal,
        Optional<Principal> entity,
        Optional<Session> session,
        String accessKeyId,
        String sourceIp,
        String userAgent) {

    public static Caller of(AccessKey key, String sourceIp, String userAgent) {
        return key.user == null
                ? new Caller(
                        key.account,
                        RequestPrincipal.accountRoot(key.account.rootArn()),
                        Optional.empty(),
                        Optional.empty(),
                        key.id,
                        sourceIp,
                        userAgent)
                : new Caller(
                        key.account,
                        RequestPrincipal.user(key.user.arn(), key.user.id),
                        Optional.of(key.user),
                        Optional.empty(),
                        key.id,
                        sourceIp,
                        userAgent);
    }

    public static Caller of(Session session, String sourceIp, String userAgent) {
        if (session.role() == null) {
            return new Caller(
                    session.user().account,
                    RequestPrincipal.user(session.user().arn(), session.user().id),
                    Optional.of(session.user()),
                    Optional.of(session),
                    session.accessKeyId(),
                    sourceIp,
                    userAgent);
        }
        var role = session.role();
        return new Caller(
                role.account,
                RequestPrincipal.roleSession(role.arn(), role.sessionArn(session.name()), role.id),
                Optional.of(role),
                Optional.of(session),
                session.accessKeyId(),
                sourceIp,
                userAgent);
    }

    /** As GetCallerIdentity and error messages show it. */
    public String arn() {
        return principal.displayArn();
    }

    public String userId() {
        return entity.map(p -> p instanceof IamRole
                        ? p.id + ":" + session.orElseThrow().name()
                        : p.id)
                .orElse(account.id);
    }
}
