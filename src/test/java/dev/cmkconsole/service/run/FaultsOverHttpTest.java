package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Hurried;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every answer that is wrong or late at every request of an enable run, over HTTP. The journal is true, and every effect
 * happens once. {@link InterruptionsTest} ends connections, at every request of every procedure.
 */
@Alongside
class FaultsOverHttpTest {
    private static final Map<String, String> STEPS = Map.of(
            "createCloudProviderAccess",
            "create-access-role",
            "iam:CreateRole",
            "set-up-role",
            "authorizeProviderAccessRole",
            "authorize-role",
            "iam:PutRolePolicy",
            "allow-key",
            "updateEncryptionAtRest",
            "save-configuration");

    @TempDir
    Path dir;

    static Stream<Arguments> everywhere() {
        return STEPS.keySet().stream()
                .sorted()
                .flatMap(operation -> Stream.of(Fault.FaultKind.values())
                        .filter(kind -> kind != Fault.FaultKind.DROP_BEFORE && kind != Fault.FaultKind.DROP_AFTER)
                        .filter(kind -> kind != Fault.FaultKind.SLOW
                                || operation.equals("updateEncryptionAtRest")
                                || operation.equals("iam:CreateRole"))
                        .map(kind -> Arguments.of(operation, kind)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void whateverHappensTheJournalIsTrueAndNothingIsDoneTwice(String operation, Fault.FaultKind kind) throws Exception {
        var file = dir.resolve("journal.jsonl");
        try (var sandbox =
                Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(100))) {
            String project = sandbox.projectId("analytics-dev");
            var key = KeyArn.of(sandbox.aws().keys().stream()
                    .filter(k -> k.arn().contains(":us-east-1:") && k.state().equals("Enabled"))
                    .findFirst()
                    .orElseThrow()
                    .arn());
            var journal = FileJournal.open(file, Clock.systemUTC(), text -> text, _ -> {});
            boolean slow = kind == Fault.FaultKind.SLOW;
            try (var console = slow
                    ? SandboxedConsole.hurried(sandbox, journal)
                    : new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal)) {
                console.service.identity();
                sandbox.faults()
                        .inject(new Fault(
                                operation, 1, 1, kind, 500, "UNEXPECTED_ERROR", slow ? Hurried.LATE : Duration.ZERO));
                var first = console.enable(project, key);
                assertThat(sandbox.faults().waiting()).as("the fault struck").isEmpty();
                // What takes effect only after its answer was given up is found done by the second run.
                boolean late = slow && outcomes(journal, STEPS.get(operation)).contains(Outcome.UNKNOWN);
                if (slow) {
                    sandbox.faults().clear();
                    Hurried.tookEffect(sandbox, operation);
                }
                assertThat(first.kind())
                        .isIn(
                                RunResult.RunOutcomeKind.DONE,
                                RunResult.RunOutcomeKind.FAILED,
                                RunResult.RunOutcomeKind.UNKNOWN);
                assertThat(first.kind() != RunResult.RunOutcomeKind.DONE)
                        .as("a run that fails says why")
                        .isEqualTo(first.problem().isPresent());

                assertThat(console.enable(project, key).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
                var now = console.service.observe(project, ReadScope.CONFIGURED);
                assertThat(now.posture()).contains(Posture.ROLE_BASED);
                assertThat(now.roles().value().orElseThrow())
                        .as("one role record")
                        .hasSize(1);
                assertThat(journal.openIntents(project)).isEmpty();
                STEPS.values()
                        .forEach(step -> assertThat(done(journal.entries(), step))
                                .as(() -> step + " in " + told(journal))
                                .hasSizeBetween(late && step.equals(STEPS.get(operation)) ? 0 : 1, 1));
            }
        }
        assertThat(JournalVerifier.verify(file).faults()).isEmpty();
    }

    private static List<Outcome> outcomes(FileJournal journal, String step) {
        return journal.entries().stream()
                .map(JournalEntry::what)
                .filter(d -> d.step().filter(step::equals).isPresent())
                .flatMap(d -> d.outcome().stream())
                .toList();
    }

    private static String told(FileJournal journal) {
        return journal.entries().stream()
                .map(JournalEntry::what)
                .map(d -> "\n" + d.kind() + " " + d.step().orElse("") + " "
                        + d.outcome().map(Enum::name).orElse("") + " "
                        + d.code().orElse("") + " " + d.answer().orElse(""))
                .collect(Collectors.joining());
    }

    private static List<JournalDraft> done(List<JournalEntry> entries, String step) {
        return entries.stream()
                .map(JournalEntry::what)
                .filter(d -> d.step().filter(step::equals).isPresent())
                .filter(d -> d.outcome()
                        .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                        .isPresent())
                .toList();
    }
}
