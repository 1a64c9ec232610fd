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

    public boolean isTo(RoleArn role) {
        return grantee.equals(role.toString());
    }

    /**
     * Whether the grantee is one session of the role, whose ARN has no path, or the role's whole account. Whether the
     * caller is that session, or needs more than such a grant, does not follow from the grant.
     */
    public boolean mayBeTo(RoleArn role) {
        var account = role.account();
        return grantee.startsWith("arn:" + role.partition() + ":sts::" + account + ":assumed-role/" + role.name() + "/")
                || grantee.equals("arn:" + role.partition() + ":iam::" + account + ":root")
                || grantee.equals(account);
    }
}
