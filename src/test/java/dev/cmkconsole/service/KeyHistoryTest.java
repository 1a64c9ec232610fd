package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.secret.Redaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
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
}
