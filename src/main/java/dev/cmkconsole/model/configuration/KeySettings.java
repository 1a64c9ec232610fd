package dev.cmkconsole.model.configuration;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.Observed;
import java.util.Map;

/**
 * A KMS key with its documents.
 *
 * @param policy the key policy as JSON text, verbatim
 */
public record KeySettings(CustomerKey key, Observed<String> policy, Observed<Map<String, String>> tags) {}
