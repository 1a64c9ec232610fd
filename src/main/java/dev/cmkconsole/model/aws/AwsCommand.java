package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.Legible;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Requests to AWS as AWS CLI commands for a POSIX shell. No command contains a credential. */
public final class AwsCommand {
    private static final Pattern FETCHED = Pattern.compile("(?:file|fileb|https?)://");

    private final UnaryOperator<String> quote;

    private AwsCommand(UnaryOperator<String> quote) {
        this.quote = quote;
    }

    public static String of(AwsRequest request) {
        return new AwsCommand(AwsCommand::quote).command(request);
    }

    /** @param quote makes one word for a shell of a value, in place of {@link #quote} */
    public static String of(AwsRequest request, UnaryOperator<String> quote) {
        return new AwsCommand(quote).command(request);
    }

    private String command(AwsRequest request) {
        return switch (request) {
            case AwsRequest.CreateRole r ->
                onRole("create-role", r.roleName()) + " \\\n  "
                        + description(r.description()) + " \\\n  --assume-role-policy-document "
                        + quote.apply(r.trustPolicy())
                        + tags(r.tags(), "");
            case AwsRequest.UpdateTrustPolicy r ->
                onRole("update-assume-role-policy", r.roleName()) + " \\\n  --policy-document "
                        + quote.apply(r.trustPolicy());
            case AwsRequest.PutRolePolicy r -> putPolicy(r.roleName(), r.policyName(), r.document());
            case AwsRequest.PutKeyPolicy r ->
                "aws kms put-key-policy" + key(r.key()) + " --policy-name default \\\n  --policy "
                        + quote.apply(r.document());
            case AwsRequest.CreateKey r -> create(r);
            case AwsRequest.ReplicateKey r -> replicate(r);
            case AwsRequest.CreateAlias r ->
                "aws kms create-alias --region " + region(r.key().region()) + " --alias-name " + quote.apply(r.alias())
                        + " \\\n  --target-key-id " + quote.apply(r.key().toString());
            case AwsRequest.EnableKeyRotation r ->
                "aws kms enable-key-rotation" + key(r.key()) + " --rotation-period-in-days " + r.periodDays();
            case AwsRequest.RotateKeyOnDemand r -> "aws kms rotate-key-on-demand" + key(r.key());
            case AwsRequest.EditRolePolicy r -> putPolicy(r.roleName(), r.policyName(), r.document());
            case AwsRequest.DeleteRolePolicy r ->
                onRole("delete-role-policy", r.roleName()) + option("policy-name", r.policyName());
            case AwsRequest.DetachRolePolicy r ->
                onRole("detach-role-policy", r.roleName()) + " --policy-arn " + quote.apply(r.policyArn());
            case AwsRequest.DeleteRole r -> onRole("delete-role", r.roleName());
            case AwsRequest.EnableKey r -> "aws kms enable-key" + key(r.key());
            case AwsRequest.DisableKey r -> "aws kms disable-key" + key(r.key());
            case AwsRequest.ScheduleKeyDeletion r ->
                "aws kms schedule-key-deletion" + key(r.key()) + " --pending-window-in-days " + r.days();
            case AwsRequest.CancelKeyDeletion r -> "aws kms cancel-key-deletion" + key(r.key());
            case AwsRequest.UpdateAccessKey r ->
                "aws iam update-access-key" + option("user-name", r.userName()) + " --access-key-id "
                        + quote.apply(r.accessKeyId()) + " --status " + quote.apply(String.valueOf(r.status()));
            case AwsRequest.DeleteAccessKey r ->
                "aws iam delete-access-key" + option("user-name", r.userName()) + " --access-key-id "
                        + quote.apply(r.accessKeyId());
        };
    }

    private String create(AwsRequest.CreateKey r) {
        return "aws kms create-key --region " + region(r.key().region())
                + " --key-usage ENCRYPT_DECRYPT --key-spec SYMMETRIC_DEFAULT"
                + (r.key().multiRegion() ? " --multi-region" : "") + " \\\n  "
                + description(r.key().description()) + tags(r.key().allTags(), "Tag");
    }

    private String replicate(AwsRequest.ReplicateKey r) {
        return "aws kms replicate-key" + key(r.primary()) + " --replica-region " + region(r.region()) + " \\\n  "
                + description(r.description())
                + (r.policy().isBlank() ? "" : " \\\n  --policy " + quote.apply(r.policy()));
    }

    private String onRole(String command, String role) {
        return "aws iam " + command + option("role-name", role);
    }

    private String putPolicy(String role, String policy, String document) {
        return onRole("put-role-policy", role) + option("policy-name", policy) + " \\\n  --policy-document "
                + quote.apply(document);
    }

    private String key(KeyArn key) {
        return " --region " + region(key.region()) + " --key-id " + quote.apply(key.toString());
    }

    private String region(AwsRegion region) {
        return quote.apply(region.id());
    }

    /**
     * Tags as JSON, because the AWS CLI's shorthand gives commas and equals signs a meaning.
     *
     * @param prefix the prefix of the members: IAM has Key and Value, KMS has TagKey and TagValue
     */
    private String tags(Map<String, String> tags, String prefix) {
        if (tags.isEmpty()) {
            return "";
        }
        var json = new StringJoiner(",", "[", "]");
        new TreeMap<>(tags)
                .forEach((key, value) -> json.add(
                        "{\"" + prefix + "Key\":" + json(key) + ",\"" + prefix + "Value\":" + json(value) + "}"));
        return " \\\n  --tags " + quote.apply(json.toString());
    }

    /**
     * An option with free text. The AWS CLI takes a word that begins with a hyphen for an option, and reads a file for
     * one that begins with a scheme.
     */
    private String description(String text) {
        return FETCHED.matcher(text).lookingAt()
                ? "--cli-input-json " + quote.apply("{\"Description\":" + json(text) + "}")
                : "--description" + (text.startsWith("-") ? "=" : " ") + quote.apply(text);
    }

    /** A text as a JSON string (RFC 8259, 7). */
    private static String json(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> json.append('\\').append((char) c);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < 0x20) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        json.append((char) c);
                    }
                }
            }
        });
        return json.append('"').toString();
    }

    /** An option whose value is a name: one that begins with a hyphen is joined to it. */
    private String option(String name, String value) {
        return " --" + name + (value.startsWith("-") ? "=" : " ") + quote.apply(value);
    }

    /**
     * Quotes any text as one word for a POSIX shell. zsh would replace an unquoted word that begins with {@code =}. A
     * character that would turn or hide the text on a screen is written as its bytes, which the shell's printf makes.
     */
    public static String quote(String word) {
        if (word.matches("[\\w@%+:,./-][\\w@%+=:,./-]*")) {
            return word;
        }
        var quoted = new StringBuilder();
        var plain = new StringBuilder();
        word.codePoints().forEach(c -> {
            var one = Character.toString(c);
            if (Legible.lines(one).equals(one)) {
                plain.append(one);
            } else {
                quoted.append(inQuotes(plain)).append(bytes(one));
                plain.setLength(0);
            }
        });
        quoted.append(inQuotes(plain));
        return quoted.isEmpty() ? "''" : quoted.toString();
    }

    private static String inQuotes(CharSequence plain) {
        return plain.isEmpty() ? "" : "'" + plain.toString().replace("'", "'\\''") + "'";
    }

    private static String bytes(String character) {
        var octal = new StringBuilder("\"$(printf '");
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            octal.append('\\').append(String.format(Locale.ROOT, "%03o", b & 0xff));
        }
        return octal.append("')\"").toString();
    }
}
