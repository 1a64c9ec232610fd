package dev.cmkconsole.procedure.restoreproof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.sandbox.http.Fault.FaultKind;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Restore proofs of a sharded cluster, before and after the cluster was deleted, and a restore that Atlas refuses. */
@Alongside
class RestoreProofOverHttpTest {
    private static final String CLUSTER = "payments";

    private static RunResult prove(Sandbox sandbox, SandboxedConsole console, String project) {
        return console.run(
                new RestoreProofPlanner(SandboxedConsole.WAITS),
                RestoreProofChoices.of(Optional.empty(), sandbox.clock().instant())
                        .withAccepted(Set.of(StepId.of("check-source"))),
                project,
                Confirmation.typed("payments-prod"));
    }

    private static List<String> temporary(SandboxedConsole console, String project) {
        return console.atlas.clusters(project).stream()
                .map(Cluster::name)
                .filter(name -> name.startsWith(TemporaryCluster.PREFIX))
                .toList();
    }

    private static void send(SandboxedConsole console, String method, String path, Optional<String> body) {
        var _ = console.atlas.send(new AtlasRequest("test", method, path, "2023-02-01", body));
    }

    @Test
    void whateverAtlasSaysTheTemporaryClusterGoes() {
        try (var sandbox = Sandbox.start(
                        SandboxOptions.defaults(Clock.systemUTC()).speed(500).settling(Duration.ZERO));
                var console = new SandboxedConsole(
                        SandboxedConsole.Address.of(sandbox), new MemoryJournal(sandbox.clock(), new ArrayList<>()))) {
            String project = sandbox.projectId("payments-prod");
            sandbox.faults()
                    .inject(new Fault(
                            "createBackupRestoreJob",
                            1,
                            1,
                            FaultKind.STATUS,
                            400,
                            "INVALID_SNAPSHOT_RESTORE_ENCRYPTION",
                            Duration.ZERO));
            var refused = prove(sandbox, console, project);
            assertThat(refused.kind()).as("%s", refused.problem()).isEqualTo(RunOutcomeKind.BLOCKED);
            assertThat(refused.at().map(StepId::value))
                    .hasValueSatisfying(id -> assertThat(id).startsWith("not-proved:"));
            assertThat(temporary(console, project)).isEmpty();

            sandbox.advance(Duration.ofHours(1));
            assertThat(prove(sandbox, console, project).kind()).isEqualTo(RunOutcomeKind.DONE);
            assertThat(temporary(console, project)).isEmpty();

            String path = "/api/atlas/v2/groups/" + project + "/clusters/" + CLUSTER;
            send(console, "PATCH", path, Optional.of("{\"terminationProtectionEnabled\":false}"));
            sandbox.advance(Duration.ofHours(1));
            send(console, "DELETE", path + "?retainBackups=true", Optional.empty());
            sandbox.advance(Duration.ofHours(26));
            assertThat(console.atlas.clusters(project))
                    .extracting(Cluster::name)
                    .doesNotContain(CLUSTER);
            assertThat(prove(sandbox, console, project).kind()).isEqualTo(RunOutcomeKind.DONE);
            assertThat(temporary(console, project)).isEmpty();
            assertThat(console.service.history().trials().proofs(project)).hasSize(2);
        }
    }
}
