package dev.cmkconsole.model.outcome;

import java.util.List;
import java.util.Optional;

/**
 * The answer of one check, as far as a plan needs it.
 *
 * @param symptom what decides about the cause and the remedy
 * @param advice what to do first
 * @param remedy what would correct it, unless a person has to decide
 */
public record Finding(
        CheckId id,
        CheckOutcome outcome,
        Symptom symptom,
        Text question,
        Text reason,
        Optional<Text> advice,
        Optional<Remedy> remedy) {

    /**
     * What would correct a finding.
     *
     * @param act the operation, such as {@code iam:PutRolePolicy}, or what a button starts, such as {@code
     *     create-access-role}; empty for any other command
     * @param command for the AWS CLI
     * @param document the policy before and after
     * @param keys ARNs of further keys that the role's own policy would have to allow
     */
    public record Remedy(
            Optional<String> act, Optional<String> command, Optional<PolicyRevision> document, List<String> keys) {
        /** The act of a remedy that is nothing but further keys. */
        public static final String ALLOW_KEYS = "allow-keys";

        public Remedy {
            keys = List.copyOf(keys);
        }

        public Remedy(Optional<String> act, Optional<String> command, Optional<PolicyRevision> document) {
            this(act, command, document, List.of());
        }

        public static Remedy allowing(List<String> keys) {
            return new Remedy(Optional.of(ALLOW_KEYS), Optional.empty(), Optional.empty(), keys);
        }
    }

    /**
     * A policy before and after the change.
     *
     * @param before empty if none exists yet
     */
    public record PolicyRevision(String before, String after) {}
}
