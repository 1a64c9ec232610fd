package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;

/**
 * An alias of one account and Region.
 *
 * @param name with its {@code alias/} prefix
 * @param targetKeyId a key id of the same account and Region
 */
public record Alias(Account account, String region, String name, String targetKeyId, Instant created, Instant updated) {

    public String arn() {
        return "arn:" + account.partition + ":kms:" + region + ":" + account.id + ":" + name;
    }
}
