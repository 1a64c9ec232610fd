package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.ProgramConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that only read work beside a program that holds the data folder, and tell a mistyped folder. */
@Alongside
@ResourceLock(Alongside.LOGS)
class ReadingCommandsTest {

    @TempDir
    private Path data;

    private record Said(int code, String out, String err) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Program program() {
        return new Program(
                Map.of(),
                Map.of("os.name", "Linux", "user.home", data.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                new Program.Practice(40, new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(100))));
    }

    private Said console(Path folder, String... args) {
        out.reset();
        err.reset();
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", folder.toString()));
        int code = ConsoleCommand.execute(program(), all.toArray(String[]::new));
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A word that cannot be an ID goes to no service, and its form is named. */
    @ParameterizedTest
    @CsvSource({
        "check --access-role ../x, 24 characters",
        "check --access-role $(id), 24 characters",
        "plan fix --check key-state --access-role ../x, 24 characters",
        "plan switch --new-role x --access-role ../x, 24 characters",
        "check --old-access-key ../x --switched 2026-01-01T00:00:00Z, begins with AKIA",
        "keys --access-key ../x, begins with AKIA",
        "plan retire --access-key ../x, begins with AKIA",
        "keys --user ../x, IAM user name",
        "plan retire --access-key AKIA0123456789ABCDEF --user x;y, IAM user name",
        "plan fix --undo ../x, not the ID of a run",
        "run fix --undo $(id), not the ID of a run",
        "history list --run ../x, not the ID of a run",
        "history export --run x;y, not the ID of a run",
        "plan retire --switched tomorrow, 2027-01-31T12:00:00Z",
    })
    void aWordThatCannotBeAnIdIsWrongUsage(String command, String form) {
        var said = console(data, (command + " --project b7e711be78b0c253a58b7700").split(" "));
        assertThat(said.err()).contains(form).doesNotContain("java.time");
        assertThat(said.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "export"})
    void theHistoryOfAWordThatIsNoProjectIsWrongUsage(String part) {
        var said = console(data, "history", part, "--project", "../x");
        assertThat(said.err()).contains("24 hexadecimal digits");
        assertThat(said.code()).isEqualTo(2);
    }

    /** A hash that was cut while it was copied is no sign of a journal that somebody changed. */
    @ParameterizedTest
    @ValueSource(strings = {"0123abc", "$(id)"})
    void aWordThatIsNoHeadHashIsWrongUsage(String head) {
        var said = console(data, "history", "verify", "--head", head);
        assertThat(said.err()).contains("not a head hash").doesNotContain("missing");
        assertThat(said.code()).isEqualTo(2);
    }

    /** The sandbox's analytics-dev has no key, and the key of its archive is disabled. */
    @Test
    void keysSaysThatThereIsNoneAndThatOneIsNotUsable() {
        assertThat(console(data, "keys", "--project", "b7e711be78b0c253a58b7700")
                        .out())
                .contains("No key was found in the settings, snapshots, role and history of this project.");
        assertThat(console(data, "keys", "--project", "c023fb9687517e066822d920")
                        .out())
                .contains("In use  Disabled")
                .contains("Not usable now: The state of the key in AWS is: Disabled.");
    }

    private static Map<String, String> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.getFileName().toString().startsWith("journal"))
                    .collect(Collectors.toMap(
                            Path::toString,
                            f -> f.toFile().length() + " " + f.toFile().lastModified()));
        }
    }

    @Test
    void checkPlanAndKeysWorkBesideAnOpenWindow() throws IOException {
        try (var window = new ProgramConnector(program(), new DataDirectory(data, Clock.systemUTC()))) {
            var session = window.connect(new ConnectionRequest.Practice());
            var project = session.service().projects().stream()
                    .filter(p -> p.name().equals("payments-prod"))
                    .findFirst()
                    .orElseThrow()
                    .id();
            session.service().observe(project, ReadScope.CONFIGURED);
            var before = files(data);

            var check = console(data, "check", "--project", project, "--format", "json");
            assertThat(check.code()).as(check.toString()).isZero();
            assertThat(new JsonMapper().readTree(check.out()).get("conclusion").asText())
                    .isEqualTo("pass");
            assertThat(check.err()).contains("reads a copy of its last saved state");
            var listed = new JsonMapper()
                    .readTree(console(data, "projects", "--json").out())
                    .get("projects");
            assertThat(listed.findValuesAsText("identity"))
                    .as("another command knows what the check found, and who checked")
                    .singleElement()
                    .asString()
                    .startsWith("arn:aws:iam::");
            assertThat(console(data, "keys", "--project", project).out()).contains("arn:aws:kms");
            assertThat(console(data, "plan", "clusters", "--project", project, "--all")
                            .err())
                    .doesNotContain("JOURNAL_IN_USE");
            assertThat(console(data, "history", "list").code()).isZero();

            assertThat(files(data)).as("the history is as it was").isEqualTo(before);
        }
    }

    @Test
    void everyFileOfTheProgramIsItsOwnersAlone() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(data).supportsFileAttributeView("posix"));
        var root = data.resolve("fresh");
        assertThat(console(root, "run", "aws-rotation", "--project", "none").code())
                .isNotZero();
        try (var connector = new ProgramConnector(program(), new DataDirectory(root, Clock.systemUTC()))) {
            connector.connect(new ConnectionRequest.Practice()).service().projects();
        }
        try (var files = Files.walk(root)) {
            assertThat(files.toList())
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "list", "export"})
    void aFolderThatIsNotThereIsAnErrorForTheHistory(String command) throws IOException {
        var missing = data.resolve("mistyped");
        var said = console(missing, "history", command);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("DATA_FOLDER_MISSING").contains(missing.toString());
        assertThat(missing).as("nothing is created").doesNotExist();

        var file = Files.createFile(data.resolve("a-file"));
        assertThat(console(file, "history", command).code()).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("DATA_FOLDER_UNUSABLE");
    }
}
