package dev.cmkconsole.model.atlas.setup;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A private endpoint through which Atlas reaches AWS KMS.
 *
 * @param region Atlas' region name
 * @param status Atlas' word, such as ACTIVE
 * @param error why Atlas could not create it
 */
public record KmsEndpoint(String id, String region, String status, Optional<String> error) {

    /** What an endpoint is worth; the first of a region decides about it. */
    public enum State {
        ACTIVE,
        INITIATING,
        /** Somebody has to approve the connection. The contract names it for Azure. */
        PENDING_ACCEPTANCE,
        /** A word that this program does not know. */
        OTHER,
        /** It was removed in AWS, and Atlas creates another one in its place. */
        PENDING_RECREATION,
        FAILED,
        DELETING
    }

    /** The region as AWS spells it, for people. */
    public String place() {
        return region.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public State state() {
        return Stream.of(State.values())
                .filter(s -> s.name().equals(status))
                .findFirst()
                .orElse(State.OTHER);
    }

    /** Whether Atlas is still creating it. Atlas refuses to delete it until then. */
    public boolean initiating() {
        return state() == State.INITIATING;
    }

    /** Whether Atlas was told to delete it. */
    public boolean deleting() {
        return state() == State.DELETING;
    }

    public boolean failed() {
        return state() == State.FAILED;
    }
}
