package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.procedure.plan.Output;

/** Values in texts for a POSIX shell. */
public final class Shell {
    private Shell() {}

    /** One word; the outputs in the value are variables of their names. */
    public static String word(String value) {
        var outputs = Output.in(value);
        if (outputs.isEmpty()) {
            return AwsCommand.quote(value);
        }
        var first = outputs.getFirst();
        int at = value.indexOf(first.token());
        String before = value.substring(0, at);
        String after = value.substring(at + first.token().length());
        return (before.isEmpty() ? "" : AwsCommand.quote(before))
                + "\"$" + first.name() + '"'
                + (after.isEmpty() ? "" : word(after));
    }

    /** A comment of one line, whatever the text holds. */
    public static String comment(String text) {
        return "# " + Legible.line(text) + '\n';
    }
}
