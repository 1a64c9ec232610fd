package dev.cmkconsole.procedure;

import dev.cmkconsole.model.AtlasRequest;
import dev.cmkconsole.model.AwsRequest;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows requests as commands that a person can run in a POSIX shell. Credentials are taken from the variables that the Atlas CLI, the Terraform
 * provider and the AWS CLI use, so that no command carries a secret.
 */
final class Commands {
    private Commands() {}

    /** The base URL may end with a slash, as Terraform's provider allows. */
    static String curl(AtlasRequest request) {
        var text = new StringBuilder("base=\"${MONGODB_ATLAS_BASE_URL:-https://cloud.mongodb.com}\"\n")
                .append("curl --fail-with-body --digest --user \"$MONGODB_ATLAS_PUBLIC_API_KEY:$MONGODB_ATLAS_PRIVATE_API_KEY\" \\\n")
                .append("  --request ").append(request.method())
                .append(" \"${base%/}").append(request.path()).append("\" \\\n")
                .append("  --header \"Accept: application/vnd.atlas.").append(request.version()).append("+json\" \\\n")
                .append("  --header \"Content-Type: application/vnd.atlas.").append(request.version()).append("+json\"");
        request.body().ifPresent(body -> text.append(" \\\n  --data ").append(quote(body)));
        return text.toString();
    }

    static String aws(AwsRequest request) {
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
    static String quote(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
