package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.text.PlainEnglish;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The help of every command is plain English, and there whatever the parser was told. */
class HelpVoiceTest {
    @TempDir
    private Path home;

    @Test
    void everyHelpTextIsPlainEnglish() {
        var texts = new TreeMap<String, String>();
        collect(commandLine(), texts);
        assertThat(texts).hasSizeGreaterThan(100);

        var faults = new TreeMap<String, List<String>>();
        texts.forEach((where, text) -> {
            var found = PlainEnglish.faults(text.replace("US_EAST_1", "a default"));
            if (!found.isEmpty()) {
                faults.put(where, found);
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void everyCommandThatAnswersInJsonHasTheShortOption() {
        var without = new ArrayList<String>();
        int[] answering = {0};
        each(commandLine(), spec -> {
            var format = spec.findOption("--format");
            if (format != null && String.join(" ", format.description()).contains("json")) {
                answering[0]++;
                if (spec.findOption("--json") == null) {
                    without.add(spec.qualifiedName());
                }
            }
        });
        assertThat(answering[0]).isGreaterThan(40);
        assertThat(without).isEmpty();
    }

    /** None of these lines starts anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "plan",
                "plan --help",
                "plan enable --help",
                "run switch --help",
                "run fix --help",
                "plan enabel --project 1",
                "plan --project enable",
                "run --project plan",
                "plan enable rotate",
                "plan enable --nonsense",
                "run enable --project run --nonsense",
                "--data plan run rotate --help",
                "plna enable",
                "check --nonsense",
                "history nonsense",
                "plan @words"
            })
    void whatIsSaidIsAsIfTheParserKnewEveryProcedure(String words) throws Exception {
        var line = words.replace("@words", "@" + Files.writeString(home.resolve("words"), "enable --help"));
        var known = ProcedureCommands.meant(List.of(line.split(" ")), Procedures.all());
        assertThat(said(known, line)).hasSizeGreaterThan(2).isEqualTo(said(Procedures.all(), line));
    }

    private String said(List<Procedures.Entry<?>> known, String line) {
        var said = new StringWriter();
        var command = commandLine(known).setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        return command.execute(line.split(" ")) + said.toString();
    }

    private static void each(CommandLine command, Consumer<CommandSpec> visitor) {
        visitor.accept(command.getCommandSpec());
        command.getSubcommands().values().forEach(sub -> each(sub, visitor));
    }

    private static void collect(CommandLine command, Map<String, String> texts) {
        var spec = command.getCommandSpec();
        put(texts, spec.qualifiedName(), spec.usageMessage().description());
        spec.usageMessage()
                .exitCodeList()
                .forEach((code, text) -> texts.put(spec.qualifiedName() + " exit " + code, text));
        for (var option : spec.options()) {
            put(texts, spec.qualifiedName() + " " + option.longestName(), option.description());
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, texts));
    }

    private static void put(Map<String, String> texts, String where, String... description) {
        texts.put(where, String.join(" ", Stream.of(description).toList()));
    }

    private CommandLine commandLine() {
        return commandLine(Procedures.all());
    }

    private CommandLine commandLine(List<Procedures.Entry<?>> procedures) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new ConsoleCommand(new Program(
                        Map.of(),
                        Map.of("os.name", "Linux", "user.home", home.toString()),
                        nowhere,
                        nowhere,
                        Clock.systemUTC(),
                        new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                        ConsoleCommandTest.QUICK))
                .commandLine(procedures);
    }
}
