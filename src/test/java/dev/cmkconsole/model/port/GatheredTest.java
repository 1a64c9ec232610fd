package dev.cmkconsole.model.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question that reads only what is new has the answer of one that reads everything. */
@Alongside
class GatheredTest {
    enum Happens {
        ENTRY,
        QUESTION,
        ANOTHER_JOURNAL
    }

    private static Gathered<List<JournalEntry>> all(Journal journal) {
        return new Gathered<>(journal, ArrayList::new, List::add);
    }

    private static List<JournalEntry> now(Gathered<List<JournalEntry>> gathered) {
        return gathered.ask(all -> List.copyOf(all));
    }

    private static void setAside(Path dir) throws IOException {
        try (var files = Files.list(dir)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 200)
    void everyAnswerIsFromTheEntriesOfItsMoment(@ForAll @Size(max = 30) List<Happens> happenings) {
        var clock = new MovingClock();
        var journal = new MemoryJournal(clock, new ArrayList<>());
        var gathered = all(journal);
        for (var happens : happenings) {
            switch (happens) {
                case ENTRY -> {
                    clock.pass(Duration.ofSeconds(1));
                    journal.append(Drafts.intent("run", "step", 1));
                }
                case QUESTION -> assertThat(now(gathered)).isEqualTo(journal.entries());
                case ANOTHER_JOURNAL -> journal.forget();
            }
        }
        assertThat(now(gathered)).isEqualTo(journal.entries());
    }

    @Test
    void anEntryIsSeenOnceAndAJournalSetAsideIsForgotten(@TempDir Path dir) throws Exception {
        var file = dir.resolve("journal.jsonl");
        var clock = new MovingClock();
        try (var reader = FileJournal.openToRead(file, clock)) {
            var seen = new ArrayList<JournalEntry>();
            var gathered = new Gathered<List<JournalEntry>>(reader, ArrayList::new, (all, entry) -> {
                seen.add(entry);
                all.add(entry);
            });
            assertThat(now(gathered)).isEmpty();
            try (var writer = FileJournal.open(file, clock, text -> text, _ -> {})) {
                for (int i = 0; i < 3; i++) {
                    writer.append(Drafts.intent("run", "step", i));
                    writer.append(Drafts.outcome("run", "step", i));
                    assertThat(now(gathered)).isEqualTo(reader.entries());
                }
            }
            assertThat(seen).hasSize(6);

            setAside(dir);
            assertThat(now(gathered)).isEmpty();
            try (var writer = FileJournal.open(file, clock, text -> text, _ -> {})) {
                for (int i = 0; i < 7; i++) {
                    writer.append(Drafts.intent("later", "step", i));
                }
            }
            assertThat(now(gathered)).hasSize(7).isEqualTo(reader.entries());
        }
    }

    /** Another process may be seen in the middle of its write. */
    @Test
    void anEntryHalfWrittenIsSeenOnceItIsWhole(@TempDir Path dir) throws Exception {
        var clock = new MovingClock();
        var whole = dir.resolve("whole.jsonl");
        try (var writer = FileJournal.open(whole, clock, text -> text, _ -> {})) {
            writer.append(Drafts.intent("run", "step", 1));
            writer.append(Drafts.outcome("run", "step", 1));
        }
        var bytes = Files.readAllBytes(whole);
        var growing = dir.resolve("growing.jsonl");
        for (int cut = 0; cut < bytes.length; cut++) {
            Files.write(growing, Arrays.copyOf(bytes, cut));
            var reader = FileJournal.openToRead(growing, clock);
            var gathered = all(reader);
            assertThat(now(gathered)).as("%d bytes", cut).isEqualTo(reader.entries());
            Files.write(growing, bytes);
            assertThat(now(gathered)).as("%d bytes, then all", cut).hasSize(2).isEqualTo(reader.entries());
        }
    }
}
