package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRequest;

/**
 * Shows requests as commands that a person can run in a POSIX shell. No command contains a credential: the tools take
 * theirs from variables and profiles of their own.
 */
public final class Commands {
    private Commands() {}

    /**
     * Uses the generic {@code atlas api}, which sends exactly this request. The body comes on standard input alone: the
     * Atlas CLI refuses a file beside it.
     */
    public static String atlas(AtlasRequest request) {
        var operation = AtlasOperation.of(request);
        var text = new StringBuilder("atlas api ")
                .append(operation.tag())
                .append(' ')
                .append(operation.id());
        operation
                .parameters(request.path())
                .forEach((name, value) ->
                        text.append(" --").append(name).append(' ').append(quote(value)));
        text.append(" --version ").append(quote(request.version())).append(" --output json");
        return request.body()
                .map(body -> "printf '%s' " + quote(body) + " |\n  " + text)
                .orElseGet(text::toString);
    }

    public static String aws(AwsRequest request) {
        return AwsCommand.of(request, Shell::word);
    }

    public static String quote(String word) {
        return Shell.word(word);
    }
}
