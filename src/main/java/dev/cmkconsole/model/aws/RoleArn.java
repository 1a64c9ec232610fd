package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.InputException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of an IAM role.
 *
 * @param path begins and ends with a slash; {@code /} when the role has none
 */
public record RoleArn(String partition, String account, String path, String name) {
    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):iam::(\\d{12}):role(/(?:[\\u0021-\\u007e]+/)?)([\\w+=,.@-]{1,64})");
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

    public static Optional<RoleArn> parse(String text) {
        Matcher m = FORM.matcher(text.strip());
        return m.matches()
                ? Optional.of(new RoleArn(m.group(1), m.group(2), m.group(3), m.group(4)))
                : Optional.empty();
    }

    /** @throws InputException naming what is wrong: not an ARN, not a role's ARN, or malformed */
    public static RoleArn of(String text) {
        String t = text.strip();
        return parse(t).orElseThrow(() -> new InputException(
                t.isEmpty()
                        ? "input.role.empty"
                        : t.contains(":assumed-role/") ? "input.role.session" : "input.role.malformed",
                t));
    }

    /** Checks a role name against IAM's rule. */
    public static String checkName(String name) {
        String t = name.strip();
        if (!NAME.matcher(t).matches()) {
            throw new InputException(t.isEmpty() ? "input.roleName.empty" : "input.roleName.malformed", t);
        }
        return t;
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":iam::" + account + ":role" + path + name;
    }
}
