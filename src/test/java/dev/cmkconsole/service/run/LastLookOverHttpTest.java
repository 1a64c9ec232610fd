package dev.cmkconsole.service.run;

import static dev.cmkconsole.service.run.LegacyProject.CHOICES;
import static dev.cmkconsole.service.run.LegacyProject.PROJECT;
import static dev.cmkconsole.service.run.LegacyProject.changes;
import static dev.cmkconsole.service.run.LegacyProject.confirmed;
import static dev.cmkconsole.service.run.LegacyProject.console;
import static dev.cmkconsole.service.run.LegacyProject.journal;
import static dev.cmkconsole.service.run.LegacyProject.legacy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.run.RunErrorCode;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.http.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between the intent of an irreversible request and the request itself. */
@Alongside
class LastLookOverHttpTest {
    @TempDir
    Path dir;

    /** Does something once, right after the intent of the switch is on disk. */
    private record AtTheIntent(Journal journal, AtomicBoolean over, Runnable what) implements Journal {
        AtTheIntent(Journal journal, Runnable what) {
            this(journal, new AtomicBoolean(), what);
        }

        @Override
        public JournalEntry append(JournalDraft draft) {
            var entry = journal.append(draft);
            boolean intent = draft.kind() == EntryKind.INTENT
                    && draft.step().filter(SwitchPlanner.SWITCH.value()::equals).isPresent();
            if (intent && !over.getAndSet(true)) {
                what.run();
            }
            return entry;
        }

        @Override
        public List<JournalEntry> entries() {
            return journal.entries();
        }

        @Override
        public List<JournalEntry> openIntents(String projectId) {
            return journal.openIntents(projectId);
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    private Journal file(String name) {
        return journal(dir.resolve(name));
    }

    private static List<JournalDraft> outcomes(Journal journal) {
        return journal.entries().stream()
                .map(JournalEntry::what)
                .filter(d -> d.kind() == EntryKind.OUTCOME
                        && d.step().filter(SwitchPlanner.SWITCH.value()::equals).isPresent())
                .toList();
    }

    @Test
    void nothingIsSentWhereAnotherConsoleHasJustSwitched() {
        try (var sandbox = legacy();
                var other = console(sandbox, file("other.jsonl"));
                var console = console(
                        sandbox,
                        new AtTheIntent(
                                file("own.jsonl"),
                                () -> assertThat(confirmed(other, sandbox, CHOICES)
                                                .kind())
                                        .isEqualTo(RunResult.RunOutcomeKind.DONE)))) {
            var result = confirmed(console, sandbox, CHOICES);

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
            assertThat(changes(sandbox)).as("the other console's alone").hasSize(1);
            assertThat(outcomes(console.journal())).singleElement().satisfies(outcome -> {
                assertThat(outcome.outcome()).contains(Outcome.NOT_DONE);
                assertThat(outcome.code()).contains(RunErrorCode.PROJECT_MOVED);
            });
            assertThat(console.journal().openIntents(sandbox.projectId(PROJECT)))
                    .isEmpty();
        }
    }

    /** Sent all the same, the request would replace the role that somebody has just set up. */
    @Test
    void nothingIsSentWhereAnotherConsoleHasJustSwitchedToAnotherRole() {
        var toAnother =
                SwitchChoices.byConsole(RoleChoice.newRole("atlas-other")).withAccepted(LegacyProject.ACCEPTED);
        try (var sandbox = legacy();
                var other = console(sandbox, file("other.jsonl"));
                var console = console(
                        sandbox,
                        new AtTheIntent(
                                file("own.jsonl"),
                                () -> assertThat(confirmed(other, sandbox, toAnother)
                                                .kind())
                                        .isEqualTo(RunResult.RunOutcomeKind.DONE)))) {
            var result = confirmed(console, sandbox, CHOICES);

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
            assertThat(changes(sandbox)).as("the other console's alone").hasSize(1);
        }
    }

    @Test
    void nothingIsSentWhereTheLastLookSeesNothing() {
        try (var sandbox = legacy();
                var console = console(
                        sandbox,
                        new AtTheIntent(
                                file("own.jsonl"),
                                () -> sandbox.faults()
                                        .inject(Fault.status("getEncryptionAtRest", 403)
                                                .withErrorCode("USER_UNAUTHORIZED"))))) {
            var result = confirmed(console, sandbox, CHOICES);

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.FAILED);
            assertThat(result.outcome()).contains(Outcome.NOT_DONE);
            assertThat(changes(sandbox)).isEmpty();
            assertThat(console.journal().openIntents(sandbox.projectId(PROJECT)))
                    .isEmpty();
        }
    }
}
