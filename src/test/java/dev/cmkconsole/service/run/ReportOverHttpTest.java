package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalReader;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.report.ReportFormat;
import dev.cmkconsole.report.RunReport;
import dev.cmkconsole.report.RunReport.Ending;
import dev.cmkconsole.report.RunReport.Moment;
import dev.cmkconsole.report.RunReport.NextAct;
import dev.cmkconsole.report.RunReports;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real switch, from a copy of the journal only. */
@Alongside
class ReportOverHttpTest {
    private static final String PROJECT = "ledger-legacy";
    private static final Messages WORDS = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
    private static final Set<dev.cmkconsole.procedure.plan.StepId> ACCEPTED =
            Set.of(StepId.ofCheck(CheckId.HIDDEN_POLICIES), StepId.ofCheck(CheckId.SERVICE_CONTROL_POLICIES));
    private static final SwitchChoices UNDECIDED =
            SwitchChoices.byConsole(RoleChoice.newRole(SandboxedConsole.ROLE_NAME));

    @TempDir
    Path dir;

    private final SwitchPlanner planner = new SwitchPlanner(SandboxedConsole.WAITS);

    private static Sandbox legacy() {
        return Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario("legacy").speed(100));
    }

    private SandboxedConsole console(Sandbox sandbox) {
        return new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox),
                FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), text -> text, _ -> {}));
    }

    private RunResult go(SandboxedConsole console, Sandbox sandbox, SwitchChoices choices, Optional<String> continues) {
        return console.service.run(
                planner,
                choices,
                sandbox.projectId(PROJECT),
                Confirmation.typed(PROJECT),
                continues,
                _ -> {},
                new SignalRunControl());
    }

    /** As on another computer that has only the journal. */
    private RunReport elsewhere(String runId) throws IOException {
        var copy = Files.copy(dir.resolve("journal.jsonl"), dir.resolve("elsewhere-" + runId + ".jsonl"));
        return new RunReports(
                        new JournalReader(copy)::forEach,
                        Optional.of(JournalVerifier.verify(copy).check()),
                        Procedures.followUps())
                .of(runId)
                .orElseThrow();
    }

    @Test
    void aSwitchInTwoPartsIsToldWhole() throws IOException {
        try (var sandbox = legacy();
                var console = console(sandbox)) {
            var paused = go(console, sandbox, UNDECIDED, Optional.empty());
            assertThat(paused.kind()).isEqualTo(RunResult.RunOutcomeKind.NEEDS_DECISION);
            var first = elsewhere(paused.runId());
            assertThat(first.ending()).isEqualTo(Ending.NEEDS_DECISION);
            assertThat(first.next()).extracting(NextAct::code).contains("decide");
            assertThat(first.requests()).extracting(RunReport.Request::step).doesNotContain("switch-to-role");

            var done = go(console, sandbox, UNDECIDED.withAccepted(ACCEPTED), Optional.of(paused.runId()));
            assertThat(done.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
            var report = elsewhere(done.runId());

            assertThat(report.course().parts()).containsExactly(paused.runId(), done.runId());
            var again = new RunReports(
                            new JournalReader(dir.resolve("journal.jsonl"))::forEach,
                            Optional.empty(),
                            Procedures.followUps())
                    .of(paused.runId())
                    .orElseThrow();
            assertThat(again.course().continuedBy()).contains(done.runId());
            assertThat(report.ending()).isEqualTo(Ending.DONE);
            var before = report.before().orElseThrow();
            var after = report.after().orElseThrow();
            assertThat(before.posture()).contains(Posture.ON_CREDENTIALS);
            assertThat(before.accessKey().orElseThrow()).matches("AKIA[A-Z0-9]{16}");
            assertThat(after.posture()).contains(Posture.ROLE_BASED);
            assertThat(after.role().orElseThrow()).endsWith("role/" + SandboxedConsole.ROLE_NAME);
            assertThat(after.key()).isEqualTo(before.key());
            assertThat(after.encryptionKey().valid()).contains(true);

            assertThat(report.precautions().irreversible())
                    .extracting(RunFacts.Warning::step)
                    .containsExactly("switch-to-role");
            var sent = report.requests().stream()
                    .filter(r -> r.stepAttempt()
                            .reversibility()
                            .filter(u -> u == Reversibility.NEVER)
                            .isPresent())
                    .toList();
            assertThat(sent).singleElement().satisfies(r -> {
                assertThat(r.sent().operation())
                        .contains("PATCH /api/atlas/v2/groups/" + sandbox.projectId(PROJECT) + "/encryptionAtRest");
                assertThat(r.outcome()).contains(Outcome.DONE);
                assertThat(r.result().status()).contains(200);
                assertThat(r.sent().body().orElseThrow()).contains("roleId");
            });
            var checks = report.precautions().decisive().orElseThrow();
            assertThat(checks.moment()).isEqualTo(Moment.BEFORE_IRREVERSIBLE);
            assertThat(checks.answers()).noneMatch(c -> c.verdict() == CheckOutcome.FAIL);
            assertThat(checks.answers())
                    .filteredOn(c -> c.verdict() == CheckOutcome.CANNOT_TELL)
                    .isNotEmpty()
                    .allMatch(RunFacts.CheckFact::accepted);
            assertThat(report.next()).extracting(NextAct::code).contains("retire-access-key");
            assertThat(report.source().check().orElseThrow().intact()).isTrue();
            whatIsGivenAway(report, sandbox);
        }
    }

    private static void whatIsGivenAway(RunReport report, Sandbox sandbox) {
        for (var format : ReportFormat.values()) {
            String text = format.write(report, WORDS);
            assertThat(text)
                    .as(format.name())
                    .contains(
                            "role/" + SandboxedConsole.ROLE_NAME,
                            report.source().hash())
                    .doesNotContain(
                            sandbox.apiKey().secret(), sandbox.awsOperator().secretAccessKey());
        }
        assertThat(ReportFormat.TEXT.write(report, WORDS))
                .contains(
                        "Switch to a role: " + PROJECT,
                        "The user decided to continue although this result is unknown",
                        "It was sent once.",
                        "Retire the old access key AKIA");
    }

    @Test
    void whatAtlasRefusedIsToldWithWhatToDo() throws IOException {
        try (var sandbox = legacy();
                var console = console(sandbox)) {
            sandbox.faults()
                    .inject(Fault.status("updateEncryptionAtRest", 400)
                            .withErrorCode("AWS_KMS_CREDENTIALS_AUTH_DEPRECATED"));
            var failed = go(console, sandbox, UNDECIDED.withAccepted(ACCEPTED), Optional.empty());
            var report = elsewhere(failed.runId());
            assertThat(report.ending()).isEqualTo(Ending.FAILED);
            assertThat(report.after().orElseThrow().posture()).contains(Posture.ON_CREDENTIALS);
            assertThat(report.requests())
                    .filteredOn(r -> r.step().equals("switch-to-role"))
                    .singleElement()
                    .satisfies(r -> {
                        assertThat(r.outcome()).contains(Outcome.REFUSED);
                        assertThat(r.result().code()).contains("AWS_KMS_CREDENTIALS_AUTH_DEPRECATED");
                    });
            String next = WORDS.get(
                    "problem.AWS_KMS_CREDENTIALS_AUTH_DEPRECATED.next",
                    List.of().toArray());
            assertThat(report.end().orElseThrow().told().orElseThrow().next()).isEqualTo(next);
            assertThat(report.next())
                    .filteredOn(act -> act.code().equals("mend"))
                    .singleElement()
                    .satisfies(act -> assertThat(WORDS.say(act.words())).isEqualTo(next));
        }
    }
}
