package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.project.ProjectScreen;
import dev.cmkconsole.ui.projects.ProjectsScreen;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.theme.UserSettings;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;

/** The window with its screens, over a small world in memory. */
class WindowTest extends UiTest {
    private final Clock clock = Clock.fixed(World.NOW, ZoneId.of("UTC"));
    private final World world = World.ofAllKinds(clock);
    private final WorldConnector connector = new WorldConnector(world);
    private final AtomicInteger firstFrames = new AtomicInteger();
    private ConsoleWindow window;

    @Start
    void start(Stage stage) {
        window = new ConsoleWindow(stage, new ConsoleWindow.Context(MESSAGES, clock, settings(), connector, new ConnectionRequest.Practice(),
                _ -> List.of(new ProjectsScreen(), new ProjectScreen(List.of())), _ -> {}, firstFrames::incrementAndGet));
        window.show();
    }

    private static UserSettings settings() {
        return new UserSettings() {
            private ThemeChoice choice = ThemeChoice.LIGHT;

            @Override
            public ThemeChoice theme() {
                return choice;
            }

            @Override
            public void theme(ThemeChoice next) {
                choice = next;
            }
        };
    }

    @AfterEach
    void close() {
        onScreen(window::close);
    }

    @Test
    void projectsFillInAfterTheFirstFrames() {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        waitUntil(() -> robot.lookup("#table").queryAs(TableView.class).getItems().size() == 7);
        waitUntil(() -> !robot.lookup("#progress").query().isVisible());
        assertThat(firstFrames).hasValue(1);
        picture(window.scene(), "projects-light", 1);
        onScreen(() -> window.theme().choiceProperty().set(ThemeChoice.DARK));
        picture(window.scene(), "projects-dark", 1);
    }

    @Test
    void aProjectShowsItsFacts() {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        for (String name : List.of("identity-prod", "archive", "analytics-dev")) {
            onScreen(() -> window.navigator().showProject(world.id(name), "overview"));
            waitUntil(() -> robot.lookup("#advice").tryQuery().isPresent());
            picture(window.scene(), "project-" + name, 1);
        }
        onScreen(window.navigator()::back);
        waitUntil(() -> robot.lookup("#name").queryLabeled().getText().equals("archive"));
    }
}
