package dev.cmkconsole.model;

import java.util.Optional;

/**
 * The answer of one check, as far as a plan needs it.
 *
 * @param id such as {@code trust-policy}
 * @param ofRole whether it is about the role's access, and so can only be answered for good once the role is set up
 * @param advice what to do about it first
 */
public record Finding(String id, boolean ofRole, Word word, Text question, Text reason, Optional<Text> advice) {

    public enum Word { PASS, FAIL, CANNOT_TELL }
}
