package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.InputException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A key to create for a project: symmetric, customer managed, with the default key policy, which locks nobody out. Its
 * tags name project and alias. By them the program finds a key whose creation was not answered, before it creates a
 * second one.
 *
 * @param alias with its {@code alias/} prefix; not in use yet
 * @param tags the user's own tags
 * @param rotationDays period of automatic rotation; empty to leave it off
 */
public record NewKey(
        String projectId,
        String alias,
        String description,
        Map<String, String> tags,
        AwsRegion region,
        Optional<Integer> rotationDays,
        boolean multiRegion) {
    /** The tag that names the project. */
    public static final String PROJECT_TAG = "AtlasProject";
    /** The tag that names the alias. */
    public static final String ALIAS_TAG = "CmkConsoleAlias";

    private static final Map<String, String> MAKER = Map.of("ManagedBy", "cmk-console");
    private static final Pattern ALIAS = Pattern.compile("alias/[a-zA-Z0-9/_-]+");
    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
    private static final int LONGEST_ALIAS = 256;
    private static final int LONGEST_DESCRIPTION = 8192;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 256;

    public NewKey {
        alias = checkAlias(alias);
        description = checkDescription(description);
        tags = Map.copyOf(tags);
        tags.forEach(NewKey::checkTag);
        if (tags.size() + MAKER.size() + 2 > MOST_TAGS) {
            throw new InputException("input.tag.many", tags.size(), MOST_TAGS - MAKER.size() - 2);
        }
        rotationDays.ifPresent(KeyRotation::checkDays);
    }

    /**
     * A key without an alias that this program created for a project, and whose deletion is not scheduled.
     *
     * @param alias the alias that it was created for
     */
    public record SpareKey(KeyArn arn, String alias, Instant created) {}

    /** What identifies the key, without its other properties. */
    public static NewKey sought(String projectId, String alias, AwsRegion region) {
        return new NewKey(projectId, alias, "", Map.of(), region, Optional.empty(), false);
    }

    /**
     * Adds a missing prefix.
     *
     * @throws InputException for a name that KMS would refuse
     */
    public static String checkAlias(String text) {
        String typed = text.strip();
        if (typed.isEmpty() || typed.equals("alias/")) {
            throw new InputException("input.alias.empty");
        }
        String alias = typed.startsWith("alias/") ? typed : "alias/" + typed;
        if (alias.startsWith("alias/aws/")) {
            throw new InputException("input.alias.reserved", alias);
        }
        if (!ALIAS.matcher(alias).matches()) {
            throw new InputException("input.alias.malformed", typed);
        }
        if (alias.length() > LONGEST_ALIAS) {
            throw new InputException("input.alias.long", alias.length(), LONGEST_ALIAS);
        }
        return alias;
    }

    public static String checkDescription(String text) {
        if (text.length() > LONGEST_DESCRIPTION) {
            throw new InputException("input.description.long", text.length(), LONGEST_DESCRIPTION);
        }
        return text.strip();
    }

    /**
     * @throws InputException for a tag that KMS would refuse (TagResource), and for the names of the program's own
     *     tags
     */
    public static void checkTag(String key, String value) {
        if (key.isBlank() || key.length() > LONGEST_TAG_KEY || !TAG.matcher(key).matches() || key.startsWith("aws:")) {
            throw new InputException("input.tag.key", key);
        }
        if (value.length() > LONGEST_TAG_VALUE || !TAG.matcher(value).matches()) {
            throw new InputException("input.tag.value", key, value);
        }
        if (MAKER.containsKey(key) || key.equals(PROJECT_TAG) || key.equals(ALIAS_TAG)) {
            throw new InputException("input.tag.reserved", key);
        }
    }

    /**
     * Parses NAME=VALUE.
     *
     * @throws InputException as {@link #checkTag}
     */
    public static Map.Entry<String, String> tag(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new InputException("input.tag.form", text);
        }
        checkTag(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        return Map.entry(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    /** The tags of every key that this program creates for a project. */
    public static Map<String, String> madeFor(String projectId) {
        var tags = new TreeMap<>(MAKER);
        tags.put(PROJECT_TAG, projectId);
        return tags;
    }

    /** What distinguishes the key from every other key. */
    public Map<String, String> token() {
        return Map.of(PROJECT_TAG, projectId, ALIAS_TAG, alias);
    }

    public Map<String, String> allTags() {
        var all = new TreeMap<>(tags);
        all.putAll(MAKER);
        all.putAll(token());
        return all;
    }
}
