package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A KMS grant.
 *
 * @param token valid immediately as one of the {@code GrantTokens}
 * @param equals constraint {@code EncryptionContextEquals}; empty for none
 * @param subset constraint {@code EncryptionContextSubset}; empty for none
 */
public record Grant(
        String id,
        String token,
        String name,
        Instant created,
        String grantee,
        String retiring,
        String issuingAccount,
        List<String> operations,
        Optional<Map<String, String>> equals,
        Optional<Map<String, String>> subset,
        Optional<String> sourceArn) {}
