package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.command.projects.ProjectLine;
import dev.cmkconsole.app.wiring.LegibleStream;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that cannot be written and paths that cannot be used are explained, without a stack trace. */
@Alongside
@ResourceLock(Alongside.LOGS)
class OutputAndPathsTest {
    @TempDir
    private Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int execute(OutputStream to, Map<String, String> environment, String encoding, String... args) {
        var program = new Program(
                environment,
                Map.of("os.name", "Linux", "user.home", data.toString(), "sun.jnu.encoding", encoding),
                new PrintStream(to, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                new Program.Practice(1, new WaitSettings(Duration.ofMillis(1), 1, Duration.ofMillis(1))));
        return ConsoleCommand.execute(program, args);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThat(execute(full, Map.of(), "UTF-8", "--version")).isEqualTo(1);
        assertThat(said())
                .contains("The output is incomplete", "disk may be full")
                .doesNotContain("Exception");
    }

    @Test
    void aWrongUsageShowsControlCharactersOfTheCommandLine() {
        assertThat(execute(out, Map.of(), "UTF-8", "history", "list", "--limit", "\u001b[2K\u202e5"))
                .isEqualTo(2);
        assertThat(said()).contains("'\\u001b[2K\\u202e5'").doesNotContain("\u001b", "\u202e");
        assertThat(execute(out, Map.of(), "UTF-8", "history\n25 pass, 0 fail")).isEqualTo(2);
        assertThat(said().lines()).noneMatch(line -> line.startsWith("25 pass"));
    }

    @Test
    void aFullDiskIsSaidWithoutAStackTrace() {
        var program = new Program(
                Map.of(),
                Map.of("os.name", "Linux", "user.home", data.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                new Program.Practice(1, new WaitSettings(Duration.ofMillis(1), 1, Duration.ofMillis(1))));
        var full = new UncheckedIOException("settings.json", new IOException("No space left on device"));
        assertThat(new Failures(program).say(full)).isEqualTo(1);
        assertThat(said()).contains("settings.json", "No space left on device").doesNotContain("Exception", "\tat ");
    }

    /** Other programs and the shell's history read the arguments, and the parser would repeat the code. */
    @ParameterizedTest
    @ValueSource(strings = {"--mfa-code=123456", "--mfa-code 123456"})
    void aCodeAmongTheArgumentsIsRefusedAndNotRepeated(String typed) {
        var args = Stream.concat(Stream.of("projects"), Stream.of(typed.split(" ")))
                .toArray(String[]::new);
        assertThat(execute(out, Map.of(), "UTF-8", args)).isEqualTo(2);
        assertThat(said()).contains("--mfa-code takes no value").doesNotContain("123456");
    }

    @Test
    void aProjectWhoseNameHasALineBreakStaysOneLine() {
        var project = new Project(
                "64f0c0ffee0123456789abcd", "orders\npayments  Role-based", "o", 1, java.time.Instant.EPOCH);
        var line = new ProjectLine(project, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(line.name()).isEqualTo("orders\\npayments  Role-based");
        assertThat(line.text(1, List.of(), new Messages(Locale.ENGLISH, ZoneOffset.UTC)))
                .doesNotContain("\n");
    }

    /** The name of a month, the half of a day and a path would be lost as question marks. */
    @Test
    void lettersThatTheTerminalLacksAreShownByTheirNumber() {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new LegibleStream(new PrintStream(bytes, true, StandardCharsets.US_ASCII))) {
            stream.println("3:09:17\u202fPM, AKIA\u2026TOR2, h\u00f6me, 3:09 \u0645, \ud83d\ude00, \u001b[2K");
        }
        assertThat(bytes.toString(StandardCharsets.US_ASCII).strip())
                .isEqualTo("3:09:17 PM, AKIA...TOR2, h\\u00f6me, 3:09 \\u0645, \\ud83d\\ude00, \\u001b[2K");
    }

    /** What Java cannot turn into bytes of the C locale is refused by the same exception as a zero character. */
    @Test
    void aPathOutsideOfTheLocalesLettersNamesTheLocale() {
        assertThat(execute(out, Map.of(), "ANSI_X3.4-1968", "history", "list", "--data", "/tmp/\0x"))
                .isEqualTo(2);
        assertThat(said()).contains("ANSI_X3.4-1968", "LC_ALL", "C.UTF-8").doesNotContain("\tat ");
    }

    @Test
    void aPathThatTheEnvironmentNamesIsExplainedToo() {
        assertThat(execute(out, Map.of("XDG_DATA_HOME", "/tmp/\0x"), "ANSI_X3.4-1968", "history", "list"))
                .isEqualTo(1);
        assertThat(said()).contains("ANSI_X3.4-1968", "LC_ALL").doesNotContain("Exception");
    }

    @Test
    void aPathThatIsWrongInAnyLocaleDoesNotBlameTheLocale() {
        assertThat(execute(out, Map.of(), "UTF-8", "history", "list", "--data", "/tmp/\0x"))
                .isEqualTo(2);
        assertThat(said()).contains("not a path").doesNotContain("LC_ALL");
    }

    /** A file stands where the folder of the sandbox has to be. */
    @Test
    void aFolderThatCannotBeWrittenIsExplained() throws IOException {
        Files.writeString(data.resolve("log"), "");
        assertThat(execute(
                        out,
                        Map.of(),
                        "UTF-8",
                        "check",
                        "--project",
                        "57e3bad598796fd5a4313cc2",
                        "--data",
                        data.toString()))
                .isEqualTo(1);
        assertThat(said()).contains(data.toString()).doesNotContain("Unexpected", "\tat ", "\\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox", "history list", "history archive --yes"})
    void aFolderThatOthersMayWriteIsRefusedByEveryCommand(String command) throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(data).supportsFileAttributeView("posix"));
        var shared = Files.createDirectory(data.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        var args = Stream.concat(Stream.of(command.split(" ")), Stream.of("--data", shared.toString()));
        assertThat(execute(out, Map.of(), "UTF-8", args.toArray(String[]::new))).isEqualTo(1);
        assertThat(said()).contains("Other users may write to the data folder");
        assertThat(shared).isEmptyDirectory();
    }
}
