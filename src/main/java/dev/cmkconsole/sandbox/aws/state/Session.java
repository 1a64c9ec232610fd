package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Temporary credentials that STS issued.
 *
 * @param role the role assumed, or null for a user's own session token
 * @param user the user of a session token, or null for a role
 * @param policies session policies as raw texts; permissions are the intersection
 * @param chained whether another role's session created it; the maximum duration is then one hour
 */
public record Session(
        String accessKeyId,
        String secret,
        String token,
        IamRole role,
        IamUser user,
        String name,
        Instant issued,
        Instant expires,
        List<String> policies,
        boolean mfa,
        Optional<String> sourceIdentity,
        Map<String, String> tags,
        boolean chained) {}
