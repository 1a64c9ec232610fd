package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The common part of users and roles: a name, policies, tags. */
public abstract sealed class Principal permits IamUser, IamRole {

    /**
     * The facts that authorization depends on and that other services see late.
     *
     * @param inline policy name to raw text
     * @param attached ARNs of managed policies
     * @param boundary ARN of the permissions boundary
     * @param trust a role's trust policy; null for users
     */
    public record Facts(
            boolean exists,
            StoredPolicy trust,
            Map<String, String> inline,
            List<String> attached,
            Optional<String> boundary,
            Map<String, String> tags) {

        public Facts {
            inline = java.util.Collections.unmodifiableMap(new TreeMap<>(inline));
            attached = List.copyOf(attached);
            tags = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(tags));
        }

        public Facts withTrust(StoredPolicy text) {
            return new Facts(exists, text, inline, attached, boundary, tags);
        }

        public Facts withInline(Map<String, String> policies) {
            return new Facts(exists, trust, policies, attached, boundary, tags);
        }

        public Facts withAttached(List<String> arns) {
            return new Facts(exists, trust, inline, arns, boundary, tags);
        }

        public Facts withBoundary(Optional<String> arn) {
            return new Facts(exists, trust, inline, attached, arn, tags);
        }

        public Facts withTags(Map<String, String> all) {
            return new Facts(exists, trust, inline, attached, boundary, all);
        }

        public Facts withExists(boolean there) {
            return new Facts(there, trust, inline, attached, boundary, tags);
        }
    }

    public final Account account;
    public final String name;
    public final String path;
    public final String id;
    public final Instant created;
    public final Delayed<Facts> facts;

    Principal(Account account, String name, String path, String id, Instant created, Facts facts) {
        this.account = account;
        this.name = name;
        this.path = path;
        this.id = id;
        this.created = created;
        this.facts = new Delayed<>(facts);
    }

    public abstract String arn();

    /** The last use of credentials, as IAM reports it: time, service and Region. */
    public record LastUse(Instant when, String service, String region) {}
}
