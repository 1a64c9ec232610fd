package dev.cmkconsole.ui.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.procedure.Situation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names are from the tables of regions in the documentation of Atlas. */
class CloudRegionsTest {
    @ParameterizedTest
    @CsvSource({
        "AWS, US_EAST_2, us-east-2",
        "AWS, AP_SOUTHEAST_3, ap-southeast-3",
        "AZURE, US_EAST_2, eastus2",
        "AZURE, EUROPE_WEST, westeurope",
        "AZURE, ASIA_SOUTH_EAST, southeastasia",
        "AZURE, AUSTRALIA_CENTRAL_2, australiacentral2",
        "GCP, CENTRAL_US, us-central1",
        "GCP, US_WEST_2, us-west2",
        "GCP, WESTERN_EUROPE, europe-west1",
        "GCP, NORTHEASTERN_ASIA_PACIFIC, asia-northeast1",
        "GCP, NORTH_AMERICA_NORTHEAST_1, northamerica-northeast1",
        "GCP, MIDDLE_EAST_CENTRAL_1, me-central1",
        "AZURE, MOON_NORTH_1, MOON_NORTH_1",
        "'', US_EAST_2, US_EAST_2"
    })
    void aRegionHasTheNameThatItsCloudGives(String cloud, String atlas, String shown) {
        assertThat(CloudRegions.of(cloud, atlas)).isEqualTo(shown);
    }

    @Test
    void theListOfAClusterNamesItsRegions() {
        assertThat(CloudRegions.of(Situation.idle("orders", EncryptionProvider.NONE)))
                .isEqualTo("us-east-1");
    }
}
