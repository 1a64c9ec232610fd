package dev.cmkconsole.sandbox.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.sandbox.atlas.route.ContractOperations;
import org.junit.jupiter.api.Test;

/** The names of Atlas' operations, also of those that the sandbox does not simulate. */
class NotSimulatedTest {

    @Test
    void whatIsSimulatedHasTheNameOfTheContractToo() {
        try (var atlas = new AtlasFixture()) {
            assertThat(atlas.cloud.operations())
                    .filteredOn(o -> o.contains("/api/atlas/v2/"))
                    .allSatisfy(o -> {
                        var words = o.split(" ");
                        var path = words[1].substring("/api/atlas/v2".length()).replaceAll("\\{[^}]+}", "x");
                        assertThat(ContractOperations.of(words[0], path)).as(o).contains(words[2]);
                    });
        }
    }

    @Test
    void theRequestLogNamesWhatWasAskedFor() {
        try (var atlas = new AtlasFixture()) {
            atlas.owner.get(AtlasFixture.FRESH + "/databaseUsers");
            atlas.owner.get(AtlasFixture.FRESH + "/nothing");
            assertThat(atlas.log.entries())
                    .extracting(e -> e.operation())
                    .contains("not simulated: listDatabaseUsers", "unknown");
        }
    }
}
