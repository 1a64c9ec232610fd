package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.InputException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An AWS region such as {@code us-east-1}. Atlas spells it {@code US_EAST_1}, and the same rule converts every region
 * both ways.
 */
public record AwsRegion(String id) implements Comparable<AwsRegion> {
    private static final Pattern FORM = Pattern.compile("([a-z]+-){2,3}\\d+");

    public AwsRegion {
        if (!FORM.matcher(id).matches()) {
            throw new InputException("input.region.malformed", id);
        }
    }

    /** Reads either spelling. */
    public static AwsRegion of(String either) {
        return new AwsRegion(either.strip().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    public String atlasName() {
        return id.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The partition whose ARNs this region uses. */
    public String partition() {
        if (id.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        return id.startsWith("cn-") ? "aws-cn" : "aws";
    }

    @Override
    public int compareTo(AwsRegion other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
