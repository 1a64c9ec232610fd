package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A KMS grant.
 *
 * @param token valid immediately as one of the {@code GrantTokens}
 */
public record Grant(
        String id,
        String token,
        String name,
        Instant created,
        Parties parties,
        List<String> operations,
        Constraints constraints) {

    /**
     * The principals that may use and retire the grant, and the account that issued it.
     *
     * @param retiring empty for none
     */
    public record Parties(String grantee, String retiring, String issuingAccount) {}

    /**
     * The conditions that a request must meet for the grant to apply.
     *
     * @param contextEquals {@code EncryptionContextEquals}; empty for none
     * @param contextSubset {@code EncryptionContextSubset}; empty for none
     */
    public record Constraints(
            Optional<Map<String, String>> contextEquals,
            Optional<Map<String, String>> contextSubset,
            Optional<String> sourceArn) {}

    public String grantee() {
        return parties.grantee();
    }

    public String retiring() {
        return parties.retiring();
    }

    public Optional<Map<String, String>> contextEquals() {
        return constraints.contextEquals();
    }

    public Optional<Map<String, String>> contextSubset() {
        return constraints.contextSubset();
    }

    public Optional<String> sourceArn() {
        return constraints.sourceArn();
    }
}
