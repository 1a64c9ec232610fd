package dev.cmkconsole.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.contract.OpenApiContract.Deviation;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every operation of the sandbox, called over HTTP, against the official contract. */
@Alongside
class ContractTest {
    static final List<Deviation> KNOWN = List.of(
            deviation(
                    "POST",
                    "/groups",
                    "Response status 201 not defined",
                    "a created project is recorded with 201, the contract says 200"),
            deviation(
                    "DELETE",
                    "/groups/[^/]+",
                    "Response status 202 not defined",
                    "a deleted project is recorded with 202 and {}, the contract says 204"),
            deviation(
                    "POST",
                    "/groups/[^/]+/alertConfigs",
                    "Response status 201 not defined",
                    "a created alert configuration is recorded with 201, the contract says 200"),
            deviation(
                    "POST",
                    "/groups/[^/]+/accessList",
                    "Response status 201 not defined",
                    "a created access list entry is recorded with 201, the contract says 200"),
            deviation(
                    "*",
                    ".*",
                    "[Path '/parameters/",
                    "error parameters are strings and numbers in every recorded answer, the contract declares objects"),
            deviation(
                    "*",
                    ".*/privateEndpoints.*",
                    "regionName'] Instance type (string)",
                    "regions are names in every client, the contract declares an object"),
            deviation(
                    "DELETE",
                    ".*/privateEndpoints/[^/]+",
                    "Response status 400 not defined",
                    "the refusal while the endpoint is made is recorded with 400"),
            deviation(
                    "GET",
                    ".*/cloudProviderAccess",
                    "failed to match all required schemas",
                    "a role in progress is recorded with null dates and ARN, the contract has no null"),
            deviation(
                    "*",
                    ".*/clusters.*",
                    "biConnector/readPreference",
                    "recorded in lower case, the contract has capitals"),
            deviation(
                    "*",
                    ".*/backup/snapshots.*",
                    "(\"ondemand\") not found in enum",
                    "recorded for on-demand snapshots, the contract lists only schedules"),
            deviation(
                    "GET",
                    ".*/backupCompliancePolicy",
                    "missing required properties",
                    "without a policy the sandbox answers {}; what Atlas does is not recorded"),
            deviation(
                    "*", ".*/backupCompliancePolicy", "onDemandPolicyItem'] Instance type (null)", "recorded as null"),
            deviation(
                    "*",
                    ".*/backupCompliancePolicy",
                    "[Path '/updatedUser'] String",
                    "recorded as the public key of the API key, the contract says an email address"),
            deviation(
                    "*",
                    ".*/clusters.*",
                    "no member /effectiveDatabaseEdition",
                    "recorded for every cluster, not in this contract"),
            deviation(
                    "GET",
                    ".*/clusters",
                    "no member /results[]/effectiveDatabaseEdition",
                    "recorded for every cluster, not in this contract"),
            deviation(
                    "GET",
                    ".*/cloudProviderAccess",
                    "no member /awsIamRoles[]/featureUsages[]/featureId",
                    "null for encryption at rest; the contract has it in the variants of the union only"),
            deviation(
                    "POST",
                    ".*/backup/snapshots",
                    "no member /",
                    "a snapshot that is taken is answered with the members of one that is read"),
            deviation("GET", ".*/events.*", "clusterName", "recorded for events of clusters, not in this contract"));

    private static Deviation deviation(String method, String path, String finding, String reason) {
        return new Deviation(method, Pattern.compile(path), finding, reason);
    }

    @Test
    void everyAnswerFitsTheContractSaveTheKnownDeviations() {
        var contract = OpenApiContract.load();
        assumeTrue(
                contract.isPresent(),
                () -> "Skipped: the contract is not beside the checkout at " + OpenApiContract.FILE);
        var guards = new java.util.concurrent.atomic.AtomicReference<ContractGuard>();
        var options = SandboxOptions.defaults(Clock.systemUTC()).around(s -> {
            guards.set(new ContractGuard(s, contract.get(), KNOWN));
            return guards.get();
        });
        try (var sandbox = Sandbox.start(options)) {
            var journey = new AtlasJourney(sandbox);
            journey.run();
            assertThat(guards.get().unexplained()).isEmpty();
            assertThat(guards.get().operations())
                    .as("operations of the contract that were called")
                    .containsAll(contract.get().operations());
            assertThat(guards.get().met())
                    .as("deviations that no longer occur must be removed")
                    .containsExactlyInAnyOrderElementsOf(KNOWN);
        }
    }
}
