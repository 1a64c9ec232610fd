package dev.cmkconsole.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cmkconsole.Patience;
import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.secret.Secret;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract guard around every sandbox of the suite reports violations and accepts valid exchanges. */
class WholeSuiteContractTest {

    @Test
    void aRequestThatTheContractDoesNotKnowFailsItsTest() {
        assumeTrue(
                OpenApiContract.load().isPresent(),
                () -> "Skipped: the contract is not beside the checkout at " + OpenApiContract.FILE);
        int before = WholeSuiteContract.found().size();
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()));
                var client = client(sandbox)) {
            assertThat(client.projects()).isNotEmpty();
            assertThat(WholeSuiteContract.found()).hasSize(before);
            var wrong = new AtlasRequest(
                    "createCloudProviderAccess",
                    "POST",
                    "/api/atlas/v2/groups/" + client.projects().getFirst().id() + "/cloudProviderAccess",
                    "2023-01-01",
                    Optional.of("{\"providerName\":7}"));
            assertThatThrownBy(() -> client.send(wrong))
                    .isInstanceOf(ServiceException.class)
                    .hasMessageContaining("BROKEN_CONTRACT");
        }
    }

    private static AtlasClient client(Sandbox sandbox) {
        return new AtlasClient(
                AtlasAddress.of(sandbox.atlasUri().toString(), Clock.systemUTC()),
                new AtlasCredential.ApiKey(
                        sandbox.apiKey().user(), Secret.of(sandbox.apiKey().secret())),
                Patience.atlas(3),
                Clock.systemUTC(),
                new Random(1),
                _ -> {});
    }
}
