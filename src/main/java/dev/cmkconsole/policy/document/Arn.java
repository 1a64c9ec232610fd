package dev.cmkconsole.policy.document;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Amazon Resource Name in its six colon-separated fields. Further colons belong to the last field.
 *
 * @param resource everything after the fifth colon, for example {@code key/1234abcd-...} or {@code role/path/Name}
 */
public record Arn(String partition, String service, String region, String account, String resource) {

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    public static Optional<Arn> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        var fields = text.split(":", 6);
        if (fields.length < 6 || !fields[0].equals("arn")) {
            return Optional.empty();
        }
        return Optional.of(new Arn(fields[1], fields[2], fields[3], fields[4], fields[5]));
    }

    public static boolean isAccountId(String text) {
        return ACCOUNT.matcher(text).matches();
    }

    /** The partition of a Region. Unknown Regions count as commercial ones. */
    public static String partitionOf(String region) {
        if (region.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        return region.startsWith("cn-") ? "aws-cn" : "aws";
    }

    /** The resource type: {@code role}, {@code user}, {@code key}, {@code assumed-role}, {@code root}. */
    public String resourceType() {
        int slash = resource.indexOf('/');
        return slash < 0 ? resource : resource.substring(0, slash);
    }

    /** The part after the last slash: a role's name without its path, a key's id. */
    public String resourceName() {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
