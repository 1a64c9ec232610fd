package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRequest;

/**
 * Shows requests as commands that a person can run in a POSIX shell. The commands take credentials from the variables
 * of the Atlas CLI, the Terraform provider and the AWS CLI, so that none contains a secret.
 */
public final class Commands {
    private Commands() {}

    /** Shows a request to Atlas; the base URL may end with a slash, because the Terraform provider allows that. */
    public static String curl(AtlasRequest request) {
        var text = new StringBuilder("base=\"${MONGODB_ATLAS_BASE_URL:-https://cloud.mongodb.com}\"\n")
                .append("curl --fail-with-body --digest --user"
                        + " \"$MONGODB_ATLAS_PUBLIC_API_KEY:$MONGODB_ATLAS_PRIVATE_API_KEY\" \\\n")
                .append("  --request ")
                .append(quote(request.method()))
                .append(" \"${base%/}\"")
                .append(quote(request.path()))
                .append(" \\\n")
                .append("  --header ")
                .append(quote("Accept: application/vnd.atlas." + request.version() + "+json"))
                .append(" \\\n")
                .append("  --header ")
                .append(quote("Content-Type: application/vnd.atlas." + request.version() + "+json"));
        request.body().ifPresent(body -> text.append(" \\\n  --data ").append(quote(body)));
        return text.toString();
    }

    /** Uses the generic {@code atlas api}, which sends exactly this request. */
    static String atlas(AtlasRequest request) {
        var operation = AtlasOperation.of(request);
        var text = new StringBuilder("atlas api ")
                .append(operation.tag())
                .append(' ')
                .append(operation.id());
        operation
                .parameters(request.path())
                .forEach((name, value) ->
                        text.append(" --").append(name).append(' ').append(quote(value)));
        text.append(" --version ").append(quote(request.version()));
        return request.body()
                .map(body -> "printf '%s' " + quote(body) + " |\n  " + text)
                .orElseGet(text::toString);
    }

    public static String aws(AwsRequest request) {
        return AwsCommand.of(request);
    }

    public static String quote(String word) {
        return AwsCommand.quote(word);
    }
}
