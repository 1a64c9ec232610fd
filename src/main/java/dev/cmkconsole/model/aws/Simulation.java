package dev.cmkconsole.model.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A question to IAM's policy simulator and its answer.
 *
 * @param principalArn a user's or a role's own ARN, never a session's
 * @param context condition keys that are known, each with one value
 */
public record Simulation(String principalArn, List<String> actions, String resourceArn, Map<String, String> context) {

    public Simulation {
        actions = List.copyOf(actions);
        context = java.util.Collections.unmodifiableMap(new TreeMap<>(context));
    }

    /** Acts of which only the encrypted connection is known. */
    public static Simulation overTls(String principal, List<String> actions, String resource) {
        return new Simulation(principal, actions, resource, Map.of("aws:SecureTransport", "true"));
    }

    /** The use of a key, with the condition keys that are known of it. */
    public static Simulation forKey(String principal, List<String> actions, String resource, KeyArn key) {
        var account = principal.split(":", 6)[4];
        return new Simulation(
                principal,
                actions,
                resource,
                Map.of(
                        "aws:SecureTransport",
                        "true",
                        "aws:RequestedRegion",
                        key.region().id(),
                        "kms:CallerAccount",
                        account,
                        "aws:PrincipalIsAWSService",
                        "false",
                        "aws:ViaAWSService",
                        "false"));
    }

    /** IAM's three decisions, and one for a decision that this program does not know. */
    public enum Decision {
        ALLOWED,
        EXPLICIT_DENY,
        IMPLICIT_DENY,
        UNKNOWN
    }

    /**
     * @param matched the policies whose statements decided, as the simulator names them
     * @param missing condition keys that a policy needs and the request lacks
     * @param organizations whether service control policies allow it; absent if the simulator does not say
     * @param boundary whether the permissions boundary allows it; absent if there is none
     */
    public record SimulatedAction(
            String action,
            Decision decision,
            List<String> matched,
            List<String> missing,
            Optional<Boolean> organizations,
            Optional<Boolean> boundary) {
        public SimulatedAction {
            matched = List.copyOf(matched);
            missing = List.copyOf(missing);
        }
    }
}
