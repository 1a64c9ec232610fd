package dev.cmkconsole.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.text.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The format that {@code docs/report-format.md} defines. Every output format accepts any content of a journal. */
class ReportDocumentTest {
    private static final Messages WORDS = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
    private static final String DOCUMENTS = read("report-format.md") + read("journal-format.md");

    private static String read(String name) {
        try {
            return Files.readString(Path.of("docs", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 150)
    void everyMemberIsDocumented(
            @ForAll("facts") RunFacts started, @ForAll("facts") RunFacts before, @ForAll("facts") RunFacts ended) {
        var entries = new ArrayList<JournalEntry>();
        for (JournalDraft draft : List.of(
                Drafts.run(EntryKind.RUN_STARTED, "r").withFacts(started),
                Drafts.intent("r", "save", 1).withFacts(before),
                Drafts.outcome("r", "save", 1),
                Drafts.run(EntryKind.RUN_ENDED, "r").withFacts(ended))) {
            entries.add(new JournalEntry(entries.size() + 1, Instant.EPOCH, draft, "", "h"));
        }
        var check = new HistoryFile.JournalCheck(false, 4, Optional.of("h"), List.of("Line 2: altered"), false);
        var report = new RunReports(entries::forEach, Optional.of(check), Procedures.followUps())
                .of("r")
                .orElseThrow();
        var json = new JsonReport(WORDS).json(report);
        var names = new TreeSet<String>();
        collect(json, names);
        assertThat(names).allSatisfy(name -> assertThat(DOCUMENTS).contains("`" + name + "`"));
        assertThat(json.get("v").asInt()).isEqualTo(JsonDocument.VERSION);
        for (var format : ReportFormat.values()) {
            assertThat(format.write(report, WORDS)).endsWith("\n");
        }
    }

    private static void collect(JsonNode node, Set<String> names) {
        node.properties().forEach(member -> {
            names.add(member.getKey());
            collect(member.getValue(), names);
        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, names));
        }
    }

    @Provide
    Arbitrary<RunFacts> facts() {
        return Drafts.facts();
    }
}
