package dev.cmkconsole.model.atlas.setup;

import java.util.Optional;

/**
 * A private endpoint through which Atlas reaches AWS KMS.
 *
 * @param region Atlas' region name
 * @param status Atlas' word, such as ACTIVE
 * @param error why Atlas could not create it
 */
public record KmsEndpoint(String id, String region, String status, Optional<String> error) {

    /** Whether Atlas is still creating it. Atlas refuses to delete it until then. */
    public boolean initiating() {
        return status.equals("INITIATING");
    }

    /** Whether Atlas was told to delete it. */
    public boolean deleting() {
        return status.equals("DELETING");
    }
}
