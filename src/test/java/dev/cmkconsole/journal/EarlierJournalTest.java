package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.journal.JournalFormat.Content;
import dev.cmkconsole.journal.JournalFormat.MalformedLine;
import dev.cmkconsole.model.record.EntryKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A journal of version 0.1 stays readable, and the present version writes the same bytes. */
class EarlierJournalTest {
    private static final Path JOURNAL = Path.of("src", "test", "resources", "journal-of-0.1", "journal.jsonl");

    @TempDir
    Path dir;

    static Stream<String> lines() throws IOException {
        return Files.readAllLines(JOURNAL).stream();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyLineIsWrittenAgainByteForByte(String line) throws MalformedLine {
        var again = switch (JournalFormat.parse(line.getBytes(StandardCharsets.UTF_8))) {
            case Content.Header(var header) -> JournalFormat.header(header.chain(), header.at(), header.follows());
            case Content.Entry(var entry) ->
                JournalFormat.entry(entry.seq(), entry.at(), entry.previousHash(), entry.what());
        };
        assertThat(new String(again.bytes(), StandardCharsets.UTF_8)).isEqualTo(line + "\n");
    }

    @Test
    void itsChainHolds() throws IOException {
        Files.copy(JOURNAL, dir.resolve("journal.jsonl"));
        Files.copy(JOURNAL.resolveSibling("journal.head"), dir.resolve("journal.head"));
        var found = JournalVerifier.verify(dir.resolve("journal.jsonl"));
        assertThat(found.faults()).isEmpty();
        assertThat(found.entries()).isEqualTo(lines().count() - 1);
    }

    /** Anything unknown to this version counts as damage anywhere, because it would be lost without notice. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "\"actor\":\"; \"acted\":1,\"actor\":\"",
                "\"facts\":{; \"facts\":{\"added\":1,",
                "\"project\":{; \"project\":{\"added\":1,",
                "\"kind\":\"DONE\"; \"kind\":\"DONE\",\"lately\":\"x\"",
                "\"kind\":\"RUN_ENDED\"; \"kind\":\"RUN_PAUSED\"",
                "\"kind\":\"RUN_ENDED\"; \"kind\":4",
                "\"attempt\":0; \"attempt\":\"0\"",
                "\"attempt\":0; \"attempt\":0.5",
                "\"procedure\":\"enable\"; \"procedure\":7",
                "\"procedure\":\"enable\"; \"procedure\":null",
                "\"procedure\":\"enable\",; \"request\":null,\"procedure\":\"enable\",",
                "\"procedure\":\"enable\",; ''",
                "\"v\":2; \"v\":1",
                "\"v\":2; \"v\":3"
            })
    void aMemberThatIsNotOfTheFormatIsDamage(String known, String changed) throws IOException {
        var ended = lines().filter(line -> line.contains("\"kind\":\"" + EntryKind.RUN_ENDED + "\"")
                        && line.contains("\"procedure\":\"enable\""))
                .findFirst()
                .orElseThrow();
        assertThat(ended).contains(known);
        var line = ended.replace(known, changed.equals("''") ? "" : changed);
        assertThatThrownBy(() -> JournalFormat.parse(line.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        MalformedLine.class, e -> assertThat(e.newer()).isEqualTo(changed.equals("\"v\":3")));
    }
}
