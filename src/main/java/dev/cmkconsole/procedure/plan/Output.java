package dev.cmkconsole.procedure.plan;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A value that a step of a plan yields and that a later step's request needs. While it is not known, its {@link #token}
 * stands in the description of that request.
 */
public enum Output {
    /** Atlas' record of the role. */
    ROLE_ID("create-access-role", "roleId"),
    /** The AWS identity with which Atlas assumes the role. */
    ATLAS_AWS_ACCOUNT_ARN("create-access-role", "atlasAWSAccountArn"),
    EXTERNAL_ID("create-access-role", "atlasAssumedRoleExternalId"),
    ROLE_ARN("set-up-role", "Role.Arn"),
    KEY_ID("create-key", "KeyMetadata.KeyId"),
    KEY_ACCOUNT("create-key", "KeyMetadata.AWSAccountId");

    /**
     * Control characters without a meaning of their own, which no name in Atlas or AWS may hold. They are characters
     * of a policy document (IAM user guide, quotas), and the token is about as long as the value.
     */
    private static final String OPEN = "\u0091";

    private static final String CLOSE = "\u0092";
    private static final Pattern TOKEN = Pattern.compile(OPEN + "([A-Z_]+)" + CLOSE);

    private final String from;
    private final String member;

    Output(String from, String member) {
        this.from = from;
        this.member = member;
    }

    /** The step whose answer holds the value. */
    public StepId from() {
        return StepId.of(from);
    }

    /** Where the value is in that step's JSON answer, as a path of members with dots. */
    public String member() {
        return member;
    }

    /** What stands for the value in a request. */
    public String token() {
        return OPEN + name() + CLOSE;
    }

    /** How people are shown the gap. */
    public String shown() {
        return "<" + name() + ">";
    }

    /** The outputs that a text waits for, in their order. */
    public static List<Output> in(String text) {
        if (!text.contains(OPEN)) {
            return List.of();
        }
        return TOKEN.matcher(text)
                .results()
                .flatMap(m -> Stream.of(values()).filter(o -> o.name().equals(m.group(1))))
                .distinct()
                .toList();
    }

    /** The text with something else in place of every output. */
    public static String replaced(String text, Function<Output, String> with) {
        String result = text;
        for (var output : in(text)) {
            result = result.replace(output.token(), with.apply(output));
        }
        return result;
    }

    /** The text as people are shown it. */
    public static String shown(String text) {
        return replaced(text, Output::shown);
    }
}
