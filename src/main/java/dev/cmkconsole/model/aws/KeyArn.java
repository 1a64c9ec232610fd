package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.InputException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ARN of one KMS key. Atlas always receives this form, because it names account, region and id. */
public record KeyArn(String partition, AwsRegion region, String account, String keyId) {
    private static final Pattern FORM = Pattern.compile(
            "arn:(aws[a-z-]*):kms:((?:[a-z]+-){2,3}\\d+):(\\d{12}):key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    public static Optional<KeyArn> parse(String text) {
        Matcher m = FORM.matcher(text.strip());
        return m.matches()
                ? Optional.of(new KeyArn(m.group(1), new AwsRegion(m.group(2)), m.group(3), m.group(4)))
                : Optional.empty();
    }

    public static KeyArn of(String text) {
        return parse(text).orElseThrow(() -> new InputException("input.key.malformed", text));
    }

    public boolean multiRegion() {
        return keyId.startsWith("mrk-");
    }

    /** The same key in another region, where it is a replica or the primary key. */
    public KeyArn in(AwsRegion other) {
        return new KeyArn(partition, other, account, keyId);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":kms:" + region + ":" + account + ":key/" + keyId;
    }
}
