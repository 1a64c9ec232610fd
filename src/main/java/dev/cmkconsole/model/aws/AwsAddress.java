package dev.cmkconsole.model.aws;

import java.net.URI;
import java.util.Optional;

/**
 * An address that replaces AWS' own for one service.
 *
 * @param service such as {@code KMS}
 * @param profile the profile of the AWS configuration files that names it; empty if a variable does
 */
public record AwsAddress(String service, URI uri, Optional<String> profile) {}
