package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.retire.RetirePlanner;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.secret.Redaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal remembers of an access key, through the program's own redaction. */
class KeyHistoryTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");

    @TempDir
    private Path dir;

    private KeyHistory.Retired switched(String accessKey) {
        var redaction = Redaction.byPattern();
        try (var journal = FileJournal.open(
                dir.resolve("journal.jsonl"), Clock.fixed(NOON, ZoneOffset.UTC), redaction::clean, _ -> {})) {
            var step = SwitchPlanner.SWITCH.value();
            journal.append(Drafts.intent("r1", step, 1)
                    .withChange(new ChangeRequest(
                            Optional.of(accessKey + " > 6a793f88c0eb9e7a17716581"),
                            Optional.empty(),
                            Optional.empty())));
            journal.append(Drafts.outcome("r1", step, 1));
            return new KeyHistory(journal).retired(Drafts.PROJECT);
        }
    }

    @Test
    void theSwitchRemembersTheWholeIdOfTheAccessKeyItReplaces() throws Exception {
        var retired = switched("AKIAIOSFODNN7EXAMPLE");
        assertThat(retired.wholeId()).contains("AKIAIOSFODNN7EXAMPLE");
        assertThat(retired.switched()).contains(NOON);
        assertThat(Files.readString(dir.resolve("journal.jsonl"))).contains("AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void theEndsOfAnIdInAnEarlierJournalAreAHintOnly() {
        var retired = switched("AKIA\u2026MPLE");
        assertThat(retired.wholeId()).isEmpty();
        assertThat(retired.id()).contains("AKIA\u2026MPLE");
    }

    private static void handled(Journal journal, String project, StepId step, Outcome outcome) {
        var origin = new RunOrigin("r-" + step, "retire", "operator", "practice", project, "payments-prod");
        journal.append(JournalDraft.of(
                        EntryKind.OUTCOME, origin, StepAttempt.of(step.value(), 1, "A step", Reversibility.UNDO))
                .withChange(new ChangeRequest(
                        Optional.of("atlas-kms/AKIAIOSFODNN7EXAMPLE"), Optional.empty(), Optional.empty()))
                .withResult(Drafts.ended(outcome)));
    }

    /** Asked again after each entry, as the window does. */
    @Test
    void anAccessKeyIsInactiveSinceItWasLastDeactivatedWhateverTheProject() {
        var clock = new MovingClock();
        var journal = new MemoryJournal(clock, new ArrayList<>());
        var history = new KeyHistory(journal);
        Supplier<Optional<Instant>> inactive = () -> {
            clock.pass(Duration.ofMinutes(1));
            return history.handled("AKIAIOSFODNN7EXAMPLE").deactivated();
        };
        assertThat(inactive.get()).isEmpty();
        handled(journal, Drafts.PROJECT, RetirePlanner.DEACTIVATE, Outcome.REFUSED);
        assertThat(inactive.get()).as("AWS refused").isEmpty();
        var first = clock.instant();
        handled(journal, Drafts.PROJECT, RetirePlanner.DEACTIVATE, Outcome.DONE);
        assertThat(inactive.get()).contains(first);
        handled(journal, "64f0c0ffee0123456789abce", RetirePlanner.REACTIVATE, Outcome.NOT_DONE);
        assertThat(inactive.get()).as("not turned on").contains(first);
        handled(journal, "64f0c0ffee0123456789abce", RetirePlanner.REACTIVATE, Outcome.DONE_UNANSWERED);
        assertThat(inactive.get()).as("turned on for another project").isEmpty();
        var again = clock.instant();
        handled(journal, Drafts.PROJECT, RetirePlanner.DEACTIVATE, Outcome.DONE);
        handled(journal, Drafts.PROJECT, RetirePlanner.DELETE, Outcome.DONE);
        assertThat(inactive.get()).as("deleted later").contains(again);
        assertThat(history.handled("AKIAIOSFODNN7EXAMPLE").userName()).contains("atlas-kms");
        assertThat(history.handled("AKIAIOSFODNN7EXAMPLF").userName()).isEmpty();
    }
}
