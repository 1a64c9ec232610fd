package dev.cmkconsole.sandbox.aws.state;

import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import java.util.Optional;

/**
 * The owner of the credentials that signed a request, and the source address.
 *
 * @param entity the user or role; empty for the root user
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
        var role = session.role();
        if (role == null) {
            var user = session.principal();
            return new Caller(
                    user.account,
                    RequestPrincipal.user(user.arn(), user.id),
                    Optional.of(user),
                    Optional.of(session),
                    session.accessKeyId(),
                    sourceIp,
                    userAgent);
        }
        return new Caller(
                role.account,
                RequestPrincipal.roleSession(role.arn(), role.sessionArn(session.name()), role.id),
                Optional.of(role),
                Optional.of(session),
                session.accessKeyId(),
                sourceIp,
                userAgent);
    }

    /** The ARN as GetCallerIdentity and error messages show it. */
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
