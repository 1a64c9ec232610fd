package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.journal.LongJournal;
import dev.cmkconsole.text.Messages;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A long history is read in little memory: a process whose heap has no room for the entries lists and exports them. The
 * benchmark of a long history has the numbers of 200,000 entries.
 */
@Alongside
class LongHistoryTest {
    private static final int RUNS = 250;
    /** What the program itself needs, with few entries, is about 11 MB. */
    private static final int HEAP = 18;

    private static final int ROOM = HEAP - 11;

    @TempDir
    Path dir;

    /** Does in a process of its own what reads the whole journal, and says what each ended with. */
    static final class Reader {
        public static void main(String[] args) throws Exception {
            var file = Path.of(args[0]);
            for (var arguments : List.of(
                    List.of("list", "--limit", "20"),
                    List.of("export", "--format", "csv"),
                    List.of("export", "--format", "json"),
                    List.of("export", "--format", "text"))) {
                System.out.println(String.join(" ", arguments) + ": " + history(file, arguments));
            }
        }

        private static int history(Path file, List<String> arguments) {
            var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            var command = new HistoryCommand(
                    () -> file,
                    Clock.systemUTC(),
                    new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                    nowhere,
                    nowhere,
                    _ -> Optional.empty());
            return new CommandLine(command).execute(arguments.toArray(String[]::new));
        }
    }

    @Test
    void listsAndExportsHaveNoRoomForTheEntries() throws Exception {
        var journal = dir.resolve("journal.jsonl");
        LongJournal.write(journal, RUNS);
        assertThat(Files.size(journal)).isGreaterThan((long) ROOM << 20);
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP + "m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        journal.toString())
                .redirectErrorStream(true)
                .start();
        try (var said = child.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.lines().toList())
                    .containsExactly(
                            "list --limit 20: 0",
                            "export --format csv: 0",
                            "export --format json: 0",
                            "export --format text: 0");
            assertThat(Patience.end(child)).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }
}
