package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Temporary credentials that STS issued.
 *
 * @param principal the role assumed, or the user of a session token
 */
public record Session(
        Credentials credentials, Principal principal, String name, Instant issued, Instant expires, Terms terms) {

    /** The keys that sign a request. The text form omits the secret. */
    public record Credentials(String accessKeyId, String secret, String token) {
        @Override
        public String toString() {
            return accessKeyId;
        }
    }

    /**
     * The parameters of the request for the session.
     *
     * @param policies session policies as raw texts; permissions are the intersection
     * @param chained whether another role's session created it; the maximum duration is then one hour
     */
    public record Terms(
            List<String> policies,
            boolean mfa,
            Optional<String> sourceIdentity,
            Map<String, String> tags,
            boolean chained) {
        public Terms {
            policies = List.copyOf(policies);
        }
    }

    public String accessKeyId() {
        return credentials.accessKeyId();
    }

    public String secret() {
        return credentials.secret();
    }

    public String token() {
        return credentials.token();
    }

    /** Returns the role assumed, or null for a user's own session token. */
    public IamRole role() {
        return principal instanceof IamRole role ? role : null;
    }

    public Optional<String> sourceIdentity() {
        return terms.sourceIdentity();
    }
}
