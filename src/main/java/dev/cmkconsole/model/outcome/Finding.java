package dev.cmkconsole.model.outcome;

import java.util.Optional;

/**
 * The answer of one check, as far as a plan needs it.
 *
 * @param ofRole whether it is about the role's access, and so can only be answered for good once the role is set up
 * @param advice what to do about it first
 * @param remedy what would put it right, where that is something other than a person's decision
 */
public record Finding(
        CheckId id,
        boolean ofRole,
        CheckOutcome outcome,
        Text question,
        Text reason,
        Optional<Text> advice,
        Optional<Remedy> remedy) {

    /**
     * What would put a finding right.
     *
     * @param act the operation, such as {@code iam:PutRolePolicy}, or what a button starts, such as {@code
     *     create-access-role}; empty for any other command
     * @param command for the AWS CLI
     * @param document the policy before and after
     */
    public record Remedy(Optional<String> act, Optional<String> command, Optional<Document> document) {}

    /**
     * A policy that would be changed.
     *
     * @param before empty where there is none yet
     */
    public record Document(String before, String after) {}
}
