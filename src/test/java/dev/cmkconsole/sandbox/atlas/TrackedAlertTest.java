package dev.cmkconsole.sandbox.atlas;

import static dev.cmkconsole.sandbox.atlas.AtlasFixture.ON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, alert statuses: TRACKING exists and has not persisted for the minimum notification delay. */
class TrackedAlertTest {
    private final AtlasFixture atlas = new AtlasFixture();

    @AfterEach
    void close() {
        atlas.close();
    }

    private JsonNode results(String path) {
        return atlas.owner.get(ON + path).json().path("results");
    }

    @Test
    void aDelayedAlertIsTrackedBeforeItIsOpen() {
        var config = StreamSupport.stream(results("/alertConfigs").spliterator(), false)
                .filter(c -> c.path("eventTypeName").asText().endsWith("NETWORK_ACCESS_DENIED"))
                .findFirst()
                .orElseThrow();
        var delayed = config.toString().replace("\"delayMin\":0", "\"delayMin\":120");
        assertThat(atlas.owner
                        .put(ON + "/alertConfigs/" + config.path("id").asText(), delayed)
                        .status())
                .isEqualTo(200);
        atlas.switches.kmsReachable = false;
        atlas.seconds(3600);
        assertThat(results("/alerts?status=OPEN")).isEmpty();
        assertThat(results("/alerts?status=TRACKING")).singleElement().satisfies(a -> {
            assertThat(a.path("status").asText()).isEqualTo("TRACKING");
            assertThat(a.has("lastNotified")).isFalse();
        });
        atlas.seconds(7200);
        assertThat(results("/alerts?status=OPEN")).hasSize(1);
        assertThat(results("/alerts?status=TRACKING")).isEmpty();
    }
}
