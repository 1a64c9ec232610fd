package dev.cmkconsole.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.sandbox.http.Fault.FaultKind;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One fault at each request of an order of every procedure, another kind of fault at each. The next run finishes, and
 * nothing is done twice.
 */
@Alongside
class SingleFaultsTest {
    private static final List<FaultKind> KINDS =
            List.of(FaultKind.STATUS_AFTER, FaultKind.STATUS, FaultKind.GARBAGE, FaultKind.DROP_AFTER);

    private static Sandbox sandbox;
    private static SandboxedConsole connected;
    private static int faults;

    /** How much faster than the program's time the sandbox's passes. */
    private static final int SPEED = 4000;

    @TempDir
    static Path dir;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(0).settling(Duration.ZERO));
        connected =
                SandboxedConsole.whereAwsIsKnown(sandbox, new MemoryJournal(sandbox.clock(), new ArrayList<>()), SPEED);
    }

    @AfterAll
    static void stop() {
        connected.close();
        sandbox.close();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("dev.cmkconsole.examples.Examples#all")
    void whateverHappensTheNextRunFinishes(Example<?> example) {
        var rehearsal = Rehearsal.of(sandbox, connected, example, dir);
        for (var operation : rehearsal.operations().stream().sorted().toList()) {
            var kind = KINDS.get(faults++ % KINDS.size());
            String when = kind + " at " + operation;
            rehearsal.load();
            sandbox.faults().inject(new Fault(operation, 1, 1, kind, 500, "UNEXPECTED_ERROR", Duration.ZERO));

            var met = rehearsal.run(rehearsal.journal(), _ -> false);

            sandbox.faults().clear();
            assertThat(met.kind())
                    .as("%s, %s: %s %s", example, when, met.at(), met.problem())
                    .isIn(RunOutcomeKind.DONE, RunOutcomeKind.FAILED, RunOutcomeKind.UNKNOWN, RunOutcomeKind.PARTLY);
            assertThat(met.kind() == RunOutcomeKind.DONE)
                    .as("%s, %s: a run that fails says why", example, when)
                    .isEqualTo(met.problem().isEmpty() && met.failedLanes().isEmpty());
            if (met.kind() != RunOutcomeKind.DONE) {
                var next = rehearsal.run(rehearsal.journal(), _ -> false);
                assertThat(next.kind())
                        .as("%s, %s: %s %s", example, when, next.at(), next.problem())
                        .isEqualTo(RunOutcomeKind.DONE);
            }
            rehearsal.same(when);
        }
    }
}
