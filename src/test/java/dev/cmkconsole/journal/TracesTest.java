package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RecordedResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs ask of the whole history: the journal knows it without reading its file again. */
class TracesTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final String ROLES = "/api/atlas/v2/groups/" + Drafts.PROJECT + "/cloudProviderAccess";
    private static final String OTHER = "64f0c0ffee0123456789abce";

    @TempDir
    Path dir;

    private Journal open(Path file) {
        return FileJournal.open(file, Clock.fixed(NOON, ZoneOffset.UTC), text -> text, _ -> {});
    }

    private static JournalDraft asked(String run, String request) {
        return Drafts.intent(run, "step", 1)
                .withChange(new ChangeRequest(Optional.empty(), Optional.of(request), Optional.empty()));
    }

    private static JournalDraft answered(String run, int status, String body) {
        return Drafts.outcome(run, "step", 1)
                .withResult(new RecordedResult(
                        Optional.of(status < 300 ? Outcome.DONE : Outcome.REFUSED),
                        Optional.of(status),
                        Optional.of(body),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static boolean made(Journal journal, String project, String record) {
        return journal.trace(traces -> traces.madeRecord(project, record));
    }

    private static Optional<Instant> changed(Journal journal, String project) {
        return journal.trace(traces -> traces.lastAwsChange(project));
    }

    @Test
    void onlyTheAnswerToACreationTellsWhoMadeARecord() {
        var file = dir.resolve("journal.jsonl");
        try (var journal = open(file)) {
            journal.append(asked("a", "POST " + ROLES + "\n{\"providerName\":\"AWS\"}"));
            journal.append(answered("a", 200, "{\"providerName\":\"AWS\", \"roleId\" : \"made\"}"));
            journal.append(asked("b", "PATCH " + ROLES + "/other\n{\"providerName\":\"AWS\"}"));
            journal.append(answered("b", 200, "{\"roleId\":\"other\"}"));
            journal.append(asked("c", "POST " + ROLES + "\n{\"providerName\":\"AWS\"}"));
            journal.append(Drafts.run(EntryKind.RUN_ENDED, "c"));
            tells(journal);
        }
        try (var again = open(file)) {
            tells(again);
        }
    }

    private static void tells(Journal journal) {
        assertThat(made(journal, Drafts.PROJECT, "made")).isTrue();
        assertThat(made(journal, Drafts.PROJECT, "other")).isFalse();
        assertThat(made(journal, OTHER, "made")).isFalse();
    }

    @Test
    void theLastChangeOfAwsIsKnownForEachProject() {
        try (var journal = open(dir.resolve("journal.jsonl"))) {
            journal.append(asked("a", "PATCH " + ROLES + "/other"));
            assertThat(changed(journal, Drafts.PROJECT)).isEmpty();
            journal.append(asked("b", "iam:CreateRole atlas"));
            assertThat(changed(journal, Drafts.PROJECT)).contains(NOON);
            assertThat(changed(journal, OTHER)).isEmpty();
        }
    }

    /** A history of 200,000 entries takes ten seconds to read. */
    @Test
    void nothingIsReadForIt() throws Exception {
        var file = dir.resolve("journal.jsonl");
        try (var journal = open(file)) {
            journal.append(asked("a", "POST " + ROLES + "\n{\"providerName\":\"AWS\"}"));
            journal.append(answered("a", 200, "{\"roleId\":\"made\"}"));
            Files.move(file, dir.resolve("elsewhere"));
            assertThat(journal.entries()).isEmpty();
            assertThat(made(journal, Drafts.PROJECT, "made")).isTrue();
        }
    }
}
