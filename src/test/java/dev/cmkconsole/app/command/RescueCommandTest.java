package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.sandbox.http.Fault.FaultKind;
import dev.cmkconsole.text.Messages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A key that will be deleted comes first in every command, for readers too, and the rescue makes it good. */
@Alongside
@ResourceLock(Alongside.LOGS)
class RescueCommandTest {
    private static final String LEFT = "in 4 days";

    @TempDir
    private Path data;

    private Sandbox sandbox;

    private record Outcome(int code, String out) {
        JsonNode json() throws Exception {
            return new ObjectMapper().readTree(out);
        }
    }

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                .scenario("key-pending-deletion")
                .settling(Duration.ZERO));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Outcome run(boolean reader, String... args) {
        var environment = new HashMap<>(ConsoleCommandTest.environment(sandbox));
        if (reader) {
            environment.put(
                    "MONGODB_ATLAS_PUBLIC_API_KEY", sandbox.readOnlyKey().user());
            environment.put(
                    "MONGODB_ATLAS_PRIVATE_API_KEY", sandbox.readOnlyKey().secret());
        }
        var out = new ByteArrayOutputStream();
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--connection", "env", "--data", data.toString()));
        var program = new Program(
                environment,
                Map.of("os.name", "Linux", "user.home", data.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                new Program.Practice(40, new WaitSettings(Duration.ofMillis(100), 40, Duration.ofMillis(100))));
        int code = ConsoleCommand.execute(program, all.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theDeletionComesFirstForOwnersAndReaders() throws Exception {
        var project = sandbox.projectId("archive");
        for (boolean reader : new boolean[] {false, true}) {
            var projects = run(reader, "projects");
            assertThat(projects.code()).isEqualTo(1);
            assertThat(projects.out().lines().findFirst().orElseThrow()).contains("archive", LEFT);
            assertThat(run(reader, "projects", "--json")
                            .json()
                            .at("/projects/0/keyDeletion/says")
                            .asText())
                    .contains(LEFT);
            var check = run(reader, "check", "--project", project);
            assertThat(check.out().lines().skip(1).findFirst().orElseThrow()).contains("Most urgent", LEFT);
            var rescue = run(reader, "rescue", "--explain", "--project", project);
            assertThat(rescue.code()).isEqualTo(1);
            assertThat(rescue.out().lines().skip(2).limit(2)).anyMatch(line -> line.contains(LEFT));
        }
    }

    @Test
    void settingsThatAreRefusedAreNoOutage() throws Exception {
        sandbox.faults().inject(Fault.status("getEncryptionAtRest", 403).times(0));
        var rescue = run(false, "rescue", "--explain", "--project", sandbox.projectId("archive"), "--json");
        assertThat(rescue.code()).as(rescue.out()).isEqualTo(3);
        assertThat(rescue.json().at("/cause/id").asText()).isEqualTo("configuration-unread");
        assertThat(rescue.json().has("letter")).isFalse();
    }

    @Test
    void theOneRepairIsNamedAndMade() throws Exception {
        var project = sandbox.projectId("archive");
        sandbox.speed(2000);
        var explained = run(false, "rescue", "--explain", "--project", project, "--json")
                .json();
        assertThat(explained.at("/cause/id").asText()).isEqualTo("key-pending-deletion");
        assertThat(explained.at("/repairable").asBoolean()).isTrue();
        assertThat(explained.at("/repair/copyable/0").asText())
                .isEqualTo("cmk-console run rescue --project " + project + " --connection env --data " + data);
        assertThat(explained.at("/repair/copyable").toString()).contains("aws kms cancel-key-deletion");
        assertThat(explained.at("/darkNow").toString()).contains("contracts, mail");

        var repaired = run(false, "run", "rescue", "--project", project);
        assertThat(repaired.code()).as(repaired.out()).isZero();
        assertThat(run(false, "rescue", "--project", project).code()).isZero();
        assertThat(run(false, "projects").code()).isZero();
    }

    /** One project is refused and one is slow; the others are read meanwhile, and the order stays that of the names. */
    @Test
    void aRefusedAndASlowProjectHoldUpNoOther() throws Exception {
        sandbox.load("default");
        var wanted = names(run(true, "projects", "--json"));
        assertThat(wanted).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
        sandbox.faults().inject(Fault.status("getEncryptionAtRest", 403));
        sandbox.faults()
                .inject(Fault.slow("getEncryptionAtRest", Duration.ofMillis(300))
                        .onCall(2));
        sandbox.faults().inject(new Fault("listClusters", 2, 1, FaultKind.STATUS, 429, "RATE_LIMITED", Duration.ZERO));
        var read = run(true, "projects", "--json");
        assertThat(read.code()).isEqualTo(3);
        assertThat(names(read)).isEqualTo(wanted);
        var unread = new ArrayList<String>();
        read.json().path("projects").forEach(p -> {
            if (!p.has("posture")) {
                unread.add(p.path("problem").asText());
            }
        });
        assertThat(unread).singleElement().asString().isNotEmpty();
    }

    private static List<String> names(Outcome projects) throws Exception {
        var names = new ArrayList<String>();
        projects.json().path("projects").forEach(p -> names.add(p.path("name").asText()));
        return names;
    }
}
