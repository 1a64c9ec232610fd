package dev.cmkconsole.model;

import java.util.Optional;

/**
 * The AWS part of a snapshot.
 *
 * @param role the role in focus; a known empty optional means that it does not exist
 * @param key the key in focus
 * @param keyPolicy its policy as JSON text, verbatim
 */
public record AwsSide(Observed<AwsCaller> caller, Observed<Optional<IamRole>> role, Observed<CustomerKey> key, Observed<String> keyPolicy) {
    public static final AwsSide NOT_READ = new AwsSide(Observed.notRead(), Observed.notRead(), Observed.notRead(), Observed.notRead());
}
