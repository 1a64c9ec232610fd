package dev.cmkconsole.model;

import java.util.Map;
import java.util.TreeMap;

/** Requests to AWS as commands of the AWS CLI that a person can run in a POSIX shell; none carries a credential. */
public final class AwsCommand {
    private AwsCommand() {}

    public static String of(AwsRequest request) {
        return switch (request) {
            case AwsRequest.CreateRole r -> "aws iam create-role --role-name " + quote(r.roleName()) + " \\\n  --description " + quote(r.description())
                    + " \\\n  --assume-role-policy-document " + quote(r.trustPolicy()) + tags(r.tags());
            case AwsRequest.UpdateTrustPolicy r -> "aws iam update-assume-role-policy --role-name " + quote(r.roleName())
                    + " \\\n  --policy-document " + quote(r.trustPolicy());
            case AwsRequest.PutRolePolicy r -> "aws iam put-role-policy --role-name " + quote(r.roleName()) + " --policy-name " + quote(r.policyName())
                    + " \\\n  --policy-document " + quote(r.document());
            case AwsRequest.PutKeyPolicy r -> "aws kms put-key-policy --region " + r.key().region() + " --key-id " + quote(r.key().toString())
                    + " --policy-name default \\\n  --policy " + quote(r.document());
        };
    }

    private static String tags(Map<String, String> tags) {
        var text = new StringBuilder();
        new TreeMap<>(tags).forEach((key, value) -> text.append(text.isEmpty() ? " \\\n  --tags" : "").append(' ').append(quote("Key=" + key + ",Value=" + value)));
        return text.toString();
    }

    /** One word for a POSIX shell, whatever is in it. */
    public static String quote(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
