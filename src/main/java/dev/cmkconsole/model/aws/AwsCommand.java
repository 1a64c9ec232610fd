package dev.cmkconsole.model.aws;

import java.util.Map;
import java.util.TreeMap;

/** Requests to AWS as AWS CLI commands for a POSIX shell. No command contains a credential. */
public final class AwsCommand {
    private AwsCommand() {}

    public static String of(AwsRequest request) {
        return switch (request) {
            case AwsRequest.CreateRole r ->
                "aws iam create-role --role-name " + quote(r.roleName()) + " \\\n  --description "
                        + quote(r.description()) + " \\\n  --assume-role-policy-document " + quote(r.trustPolicy())
                        + tags(r.tags(), "");
            case AwsRequest.UpdateTrustPolicy r ->
                "aws iam update-assume-role-policy --role-name " + quote(r.roleName()) + " \\\n  --policy-document "
                        + quote(r.trustPolicy());
            case AwsRequest.PutRolePolicy r ->
                "aws iam put-role-policy --role-name " + quote(r.roleName()) + " --policy-name " + quote(r.policyName())
                        + " \\\n  --policy-document " + quote(r.document());
            case AwsRequest.PutKeyPolicy r ->
                "aws kms put-key-policy --region " + region(r.key().region()) + " --key-id "
                        + quote(r.key().toString()) + " --policy-name default \\\n  --policy " + quote(r.document());
            case AwsRequest.CreateKey r ->
                "aws kms create-key --region " + region(r.key().region())
                        + " --key-usage ENCRYPT_DECRYPT --key-spec SYMMETRIC_DEFAULT"
                        + (r.key().multiRegion() ? " --multi-region" : "") + " \\\n  --description "
                        + quote(r.key().description()) + tags(r.key().allTags(), "Tag");
            case AwsRequest.CreateAlias r ->
                "aws kms create-alias --region " + region(r.key().region()) + " --alias-name " + quote(r.alias())
                        + " \\\n  --target-key-id " + quote(r.key().toString());
            case AwsRequest.EnableKeyRotation r ->
                "aws kms enable-key-rotation --region " + region(r.key().region()) + " --key-id "
                        + quote(r.key().toString()) + " --rotation-period-in-days " + r.periodDays();
            case AwsRequest.RotateKeyOnDemand r ->
                "aws kms rotate-key-on-demand --region " + region(r.key().region()) + " --key-id "
                        + quote(r.key().toString());
            case AwsRequest.EditRolePolicy r ->
                "aws iam put-role-policy --role-name " + quote(r.roleName()) + " --policy-name " + quote(r.policyName())
                        + " \\\n  --policy-document " + quote(r.document());
            case AwsRequest.DeleteRolePolicy r ->
                "aws iam delete-role-policy --role-name " + quote(r.roleName()) + " --policy-name "
                        + quote(r.policyName());
            case AwsRequest.EnableKey r -> "aws kms enable-key" + key(r.key());
            case AwsRequest.DisableKey r -> "aws kms disable-key" + key(r.key());
            case AwsRequest.ScheduleKeyDeletion r ->
                "aws kms schedule-key-deletion" + key(r.key()) + " --pending-window-in-days " + r.days();
            case AwsRequest.CancelKeyDeletion r -> "aws kms cancel-key-deletion" + key(r.key());
            case AwsRequest.UpdateAccessKey r ->
                "aws iam update-access-key --user-name " + quote(r.userName()) + " --access-key-id "
                        + quote(r.accessKeyId()) + " --status " + quote(String.valueOf(r.status()));
            case AwsRequest.DeleteAccessKey r ->
                "aws iam delete-access-key --user-name " + quote(r.userName()) + " --access-key-id "
                        + quote(r.accessKeyId());
        };
    }

    private static String key(KeyArn key) {
        return " --region " + region(key.region()) + " --key-id " + quote(key.toString());
    }

    private static String region(AwsRegion region) {
        return quote(region.id());
    }

    /** @param prefix the prefix of the members: IAM has Key and Value, KMS has TagKey and TagValue */
    private static String tags(Map<String, String> tags, String prefix) {
        var text = new StringBuilder();
        new TreeMap<>(tags)
                .forEach((key, value) -> text.append(text.isEmpty() ? " \\\n  --tags" : "")
                        .append(' ')
                        .append(quote(prefix + "Key=" + key + "," + prefix + "Value=" + value)));
        return text.toString();
    }

    /** Quotes any text as one word for a POSIX shell. zsh would replace an unquoted word that begins with {@code =}. */
    public static String quote(String word) {
        return word.matches("[\\w@%+:,./-][\\w@%+=:,./-]*") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
