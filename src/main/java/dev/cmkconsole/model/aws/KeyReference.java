package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.InputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The four ways in which people name a KMS key (KMS API reference, "KeyId"). */
public sealed interface KeyReference {

    record ById(String keyId) implements KeyReference {
        @Override
        public String toString() {
            return keyId;
        }
    }

    record ByArn(KeyArn arn) implements KeyReference {
        @Override
        public String toString() {
            return arn.toString();
        }
    }

    /** @param alias name with its {@code alias/} prefix */
    record ByAlias(String alias) implements KeyReference {
        @Override
        public String toString() {
            return alias;
        }
    }

    record ByAliasArn(String partition, AwsRegion region, String account, String alias) implements KeyReference {
        @Override
        public String toString() {
            return "arn:" + partition + ":kms:" + region + ":" + account + ":" + alias;
        }
    }

    Pattern KEY_ID = Pattern.compile("mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    Pattern ALIAS = Pattern.compile("alias/[a-zA-Z0-9/_-]{1,250}");
    Pattern ALIAS_ARN =
            Pattern.compile("arn:(aws[a-z-]*):kms:((?:[a-z]+-){2,3}\\d+):(\\d{12}):(alias/[a-zA-Z0-9/_-]{1,250})");

    /**
     * @throws InputException when the text is none of the four, or an alias that AWS owns; describing an unused {@code
     *     alias/aws/...} makes AWS create that key
     */
    static KeyReference parse(String text) {
        String t = text.strip();
        if (t.isEmpty()) {
            throw new InputException("input.key.empty");
        }
        var arn = KeyArn.parse(t);
        if (arn.isPresent()) {
            return new ByArn(arn.get());
        }
        Matcher aliasArn = ALIAS_ARN.matcher(t);
        if (aliasArn.matches()) {
            refuseAwsAlias(aliasArn.group(4));
            return new ByAliasArn(
                    aliasArn.group(1), new AwsRegion(aliasArn.group(2)), aliasArn.group(3), aliasArn.group(4));
        }
        if (ALIAS.matcher(t).matches()) {
            refuseAwsAlias(t);
            return new ByAlias(t);
        }
        if (KEY_ID.matcher(t).matches()) {
            return new ById(t);
        }
        throw new InputException(t.startsWith("arn:") ? "input.key.arn" : "input.key.malformed", t);
    }

    private static void refuseAwsAlias(String alias) {
        if (alias.startsWith("alias/aws/")) {
            throw new InputException("input.key.awsManaged", alias);
        }
    }
}
