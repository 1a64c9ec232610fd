package dev.cmkconsole.app.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.window.Screens;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.SandboxConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** The tour's two journeys through the real window and a real sandbox: a new role, and an interrupted authorization. */
@Tag("alone")
class JourneyTest extends UiTest {
    @TempDir
    static Path folder;

    private static final int SPEED = 20;

    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(SPEED));
    private SandboxConnector connector;
    private ConsoleWindow window;

    @Start
    void start(Stage stage) {
        var nowhere = new PrintStream(PrintStream.nullOutputStream());
        var quick = new Program.Practice(SPEED, new WaitSettings(Duration.ofMillis(300), 60, Duration.ofMillis(300)));
        var program = new Program(Map.of(), Map.of(), nowhere, nowhere, Clock.systemUTC(), MESSAGES, quick);
        connector = new SandboxConnector(sandbox, program, folder.resolve("data"));
        // On a slow machine IAM has settled before the request is sent.
        sandbox.faults().inject(Fault.status("authorizeProviderAccessRole", 400).withErrorCode("CANNOT_ASSUME_ROLE"));
        stage.setWidth(1000);
        stage.setHeight(800);
        window = new ConsoleWindow(
                stage,
                new ConsoleWindow.Context(
                        MESSAGES,
                        Clock.systemUTC(),
                        new UnsavedSettings(ThemeChoice.LIGHT),
                        connector,
                        new ConnectionRequest.Practice(),
                        Screens::all,
                        ConsoleWindow.Outside.NOBODY));
        window.show();
    }

    @AfterEach
    void close() {
        onScreen(window::close);
        connector.close();
    }

    @Test
    void bothJourneysEndInWhatAtlasKmsAndTheHistoryMustShow() {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        var service = window.connections().session().orElseThrow().service();
        var projects = service.projects();
        var pictures = new Pictures(folder.resolve("pictures"), window.scene(), Clock.systemUTC());
        for (var way : new String[][] {
            {"analytics-dev", "alias/atlas-analytics", null},
            {"reporting-staging", "alias/atlas-reporting", "atlas-reporting"}
        }) {
            var project =
                    new Journey.Project(id(projects, way[0]), way[1], way[2], id(projects, "archive"), "-" + way[0]);
            new Journey(window, pictures, project).make();
            assertThat(new EndState(service, project).faults()).isEmpty();
        }
        assertThat(pictures.allRight()).isTrue();
        assertThat(pictures.count()).isEqualTo(34);
        pictures.list(folder.resolve("tour.json"));
        assertThat(folder.resolve("tour.json"))
                .content()
                .contains("\"name\" : \"enable-result-analytics-dev\"")
                .contains("\"ok\" : true")
                .doesNotContain("\"ok\" : false");
    }

    private static String id(List<Project> projects, String name) {
        return projects.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
