package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.port.SignIn;

/**
 * Shows requests to Atlas as curl commands. Every secret comes from a variable and reaches curl on its standard input,
 * because the arguments of a process can be seen by others.
 */
final class Curl {
    private static final String BASE = "base=\"${MONGODB_ATLAS_BASE_URL:-https://cloud.mongodb.com}\"\n";
    private static final String CURL = "curl --silent --show-error --fail-with-body --config - ";
    private static final String END = "\nEND\n";

    private final SignIn signIn;

    Curl(SignIn signIn) {
        this.signIn = signIn;
    }

    /** The lines before the request: the address, and the token where there is one to fetch. */
    String preparation() {
        return switch (signIn) {
            case API_KEY, ACCESS_TOKEN -> BASE;
            case SERVICE_ACCOUNT ->
                BASE + "token=$(" + CURL + "\\\n"
                        + "  --request POST \"${base%/}/api/oauth/token\" \\\n"
                        + "  --header 'Accept: application/json' \\\n"
                        + "  --header 'Content-Type: application/x-www-form-urlencoded' \\\n"
                        + "  --data grant_type=client_credentials <<END | jq -er .access_token\n"
                        + "user = \"$MONGODB_ATLAS_CLIENT_ID:$MONGODB_ATLAS_CLIENT_SECRET\"" + END
                        + ") &&\n";
        };
    }

    /** The request; the base URL may end with a slash, because the Terraform provider allows that. */
    String request(AtlasRequest request) {
        var text = new StringBuilder(CURL)
                .append(signIn == SignIn.API_KEY ? "--digest " : "")
                .append("\\\n  --request ")
                .append(Shell.word(request.method()))
                .append(" \"${base%/}\"")
                .append(Shell.word(request.path()))
                .append(" \\\n  --header ")
                .append(Shell.word("Accept: application/vnd.atlas." + request.version() + "+json"));
        request.body()
                .ifPresent(body -> text.append(" \\\n  --header ")
                        .append(Shell.word("Content-Type: application/vnd.atlas." + request.version() + "+json"))
                        .append(" \\\n  --data-raw ")
                        .append(Shell.word(body)));
        return text.append(" <<END\n").append(secret()).append(END).toString();
    }

    private String secret() {
        return switch (signIn) {
            case API_KEY -> "user = \"$MONGODB_ATLAS_PUBLIC_API_KEY:$MONGODB_ATLAS_PRIVATE_API_KEY\"";
            case SERVICE_ACCOUNT -> "header = \"Authorization: Bearer $token\"";
            case ACCESS_TOKEN -> "header = \"Authorization: Bearer $MONGODB_ATLAS_ACCESS_TOKEN\"";
        };
    }
}
