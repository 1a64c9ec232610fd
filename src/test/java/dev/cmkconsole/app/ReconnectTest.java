package dev.cmkconsole.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.ProgramConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.secret.Secret;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.task.ImmediateTasks;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failed reconnections on a data folder that is in use. The connection shown is usable, and an unusable one is not
 * shown.
 */
class ReconnectTest {
    private static final ConnectionRequest.Practice PRACTICE = new ConnectionRequest.Practice();

    @TempDir
    Path folder;

    private final List<Problem> problems = new ArrayList<>();
    private ProgramConnector connector;
    private Connections connections;

    @BeforeEach
    void start() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var program = new Program(
                Map.of(),
                Map.of("os.name", "Linux", "user.home", folder.toString()),
                nowhere,
                nowhere,
                Clock.systemUTC(),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                new Program.Practice(100, new WaitSettings(Duration.ofMillis(100), 10, Duration.ofMillis(50))));
        connector = new ProgramConnector(program, new DataDirectory(folder.resolve("data"), Clock.systemUTC()));
        connections = new Connections(
                connector, new ImmediateTasks(Clock.systemUTC()), new UnsavedSettings(ThemeChoice.LIGHT), PRACTICE);
    }

    @AfterEach
    void close() {
        connector.close();
    }

    @Test
    void whatStandsStaysWhereTheNewCredentialsAreNotEvenThere() {
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()))) {
            var owner = sandbox.apiKey();
            connections.connect(new ConnectionRequest.Real(
                    sandbox.atlasUri(),
                    new ConnectionRequest.Atlas.ApiKey(owner.user(), Secret.of(owner.secret())),
                    new ConnectionRequest.Aws.None()));
            var before = connections.session().orElseThrow();

            connections.connectIfPossible(
                    new ConnectionRequest.Real(
                            sandbox.atlasUri(),
                            new ConnectionRequest.Atlas.FromEnvironment(),
                            new ConnectionRequest.Aws.None()),
                    () -> fail("connected"),
                    problems::add);

            assertThat(problems).extracting(Problem::code).containsExactly("NO_ATLAS_CREDENTIALS");
            assertThat(connections.session()).contains(before);
            assertThat(before.service().projects()).as("it still works").isNotEmpty();
        }
    }

    @Test
    void whatHadToBeClosedFirstIsNotShownAsConnected() throws IOException {
        connections.connect(PRACTICE);
        assertThat(connections.session()).isPresent();
        spoilThePracticeData();

        connections.connectIfPossible(PRACTICE, () -> fail("connected"), problems::add);

        assertThat(problems).hasSize(1);
        assertThat(connections.session()).isEmpty();
        assertThat(connections.state().get()).isInstanceOfSatisfying(Connections.State.Failed.class, failed -> {
            assertThat(failed.request()).isEqualTo(PRACTICE);
            assertThat(failed.problem()).isEqualTo(problems.getFirst());
        });
    }

    private void spoilThePracticeData() throws IOException {
        try (var files = Files.walk(folder.resolve("data"))) {
            var some = files.filter(Files::isRegularFile)
                    .filter(f -> f.toString().contains("sandbox"))
                    .toList();
            assertThat(some).isNotEmpty();
            for (var file : some) {
                Files.writeString(file, "{broken");
            }
        }
    }
}
