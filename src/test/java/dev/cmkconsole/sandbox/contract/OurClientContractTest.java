package dev.cmkconsole.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.secret.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Every request our own client sends, with either kind of credential, against the official contract. */
@Alongside
class OurClientContractTest {

    @Test
    void ourRequestsFitTheContract() {
        var contract = OpenApiContract.load();
        assumeTrue(
                contract.isPresent(),
                () -> "Skipped: the contract is not beside the checkout at " + OpenApiContract.FILE);
        var guard = new AtomicReference<ContractGuard>();
        var options = SandboxOptions.defaults(Clock.systemUTC()).around(s -> {
            guard.set(new ContractGuard(s, contract.get(), ContractTest.KNOWN));
            return guard.get();
        });
        try (var sandbox = Sandbox.start(options)) {
            for (var credential : List.of(
                    new AtlasCredential.ApiKey(
                            sandbox.apiKey().user(), Secret.of(sandbox.apiKey().secret())),
                    new AtlasCredential.ServiceAccount(
                            sandbox.serviceAccount().user(),
                            Secret.of(sandbox.serviceAccount().secret())))) {
                try (var client = new AtlasClient(
                        AtlasAddress.of(sandbox.atlasUri().toString(), Clock.systemUTC()),
                        credential,
                        Patience.atlas(3),
                        Clock.systemUTC(),
                        new Random(1),
                        _ -> {})) {
                    call(client);
                }
            }
            assertThat(guard.get().unexplained()).isEmpty();
            assertThat(guard.get().operations())
                    .contains(
                            "getSystemStatus",
                            "listGroups",
                            "listCloudProviderAccess",
                            "getEncryptionAtRest",
                            "listClusters",
                            "listFlexClusters",
                            "listAlerts",
                            "createCloudProviderAccess",
                            "updateCluster");
        }
    }

    private static void call(AtlasClient client) {
        assertThat(client.whoAmI()).isNotNull();
        client.organizations();
        var projects = client.projects();
        assertThat(projects).hasSize(5);
        for (var project : projects) {
            client.project(project.id());
            assertThat(client.isProjectOwner(project.id())).isTrue();
            client.accessRoles(project.id());
            client.encryptionAtRest(project.id());
            client.clusters(project.id());
            client.flexClusters(project.id());
            client.openAlerts(project.id());
            client.clustersWithKeptBackups(project.id()).stream()
                    .filter(c -> c.eligibleTier() && c.backupEnabled())
                    .forEach(c -> {
                        client.backups(project.id(), c);
                        assertThat(client.backupSchedule(project.id(), c.name()).restoreWindow())
                                .contains(java.time.Duration.ofDays(7));
                    });
            client.events(
                    project.id(),
                    List.of("CLUSTER_DELETED", "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED"),
                    java.time.Instant.EPOCH);
        }
        var group = "/api/atlas/v2/groups/" + projects.getFirst().id();
        client.send(new AtlasRequest(
                "createCloudProviderAccess",
                "POST",
                group + "/cloudProviderAccess",
                "2023-01-01",
                Optional.of("{\"providerName\":\"AWS\"}")));
        client.send(new AtlasRequest(
                "updateCluster",
                "PATCH",
                group + "/clusters/reports",
                "2024-10-23",
                Optional.of("{\"encryptionAtRestProvider\":\"NONE\"}")));
    }
}
