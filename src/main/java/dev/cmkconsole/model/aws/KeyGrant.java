package dev.cmkconsole.model.aws;

import java.util.Set;

/**
 * A KMS grant.
 *
 * @param operations such as Encrypt, Decrypt or DescribeKey
 * @param constrained whether it is limited to certain encryption contexts or callers
 */
public record KeyGrant(String id, String grantee, Set<String> operations, boolean constrained) {

    public KeyGrant {
        operations = Set.copyOf(operations);
    }
}
