package dev.cmkconsole.model.aws;

import java.util.Set;

/**
 * A KMS grant.
 *
 * @param operations in the API's words: Encrypt, Decrypt, DescribeKey, ...
 * @param constrained whether it holds only for certain encryption contexts or callers
 */
public record KeyGrant(String id, String grantee, Set<String> operations, boolean constrained) {

    public KeyGrant {
        operations = Set.copyOf(operations);
    }
}
