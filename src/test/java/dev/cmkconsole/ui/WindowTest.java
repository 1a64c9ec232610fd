package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.ui.history.HistoryLine;
import dev.cmkconsole.ui.history.HistoryScreen;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.project.ProjectScreen;
import dev.cmkconsole.ui.projects.ProjectsScreen;
import dev.cmkconsole.ui.settings.SettingsScreen;
import dev.cmkconsole.ui.theme.ThemeChoice;
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
        sized(stage, 1180, 760);
        window = new ConsoleWindow(
                stage,
                new ConsoleWindow.Context(
                        MESSAGES,
                        clock,
                        new UnsavedSettings(ThemeChoice.LIGHT),
                        connector,
                        new ConnectionRequest.Practice(),
                        theme -> List.of(
                                new ProjectsScreen(),
                                new ProjectScreen(List.of()),
                                new HistoryScreen(),
                                new SettingsScreen(theme)),
                        new ConsoleWindow.Outside(_ -> {}, firstFrames::incrementAndGet)));
        window.show();
    }

    @AfterEach
    void close() {
        onScreen(window::close);
    }

    @Test
    void projectsFillInAfterTheFirstFrames() {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        waitUntil(
                () -> robot.lookup("#table").queryAs(TableView.class).getItems().size() == 7);
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

    @Test
    void settingsTryAConnectionAndMakeIt() {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        onScreen(window.navigator()::showSettings);
        robot.clickOn("#real").clickOn("#test");
        assertThat(robot.lookup("#nameProblem").queryLabeled().getText())
                .isEqualTo(MESSAGES.get("settings.problem.name.API_KEY"));
        robot.clickOn("#name").write("hqzrmdvk").clickOn("#secret").write("not-a-real-one");
        onScreen(() -> robot.lookup("#test").queryButton().fire());
        waitUntil(() ->
                robot.lookup("#trial").queryParent().getChildrenUnmodifiable().size() == 5);
        picture(window.scene(), "settings", 1);
        onScreen(() -> robot.lookup("#connect").queryAllAs(javafx.scene.control.Button.class).stream()
                .filter(b -> b.getStyleClass().contains("accent"))
                .findFirst()
                .orElseThrow()
                .fire());
        waitUntil(() -> area() instanceof Place.Projects);
        assertThat(connector.asked.getLast()).isInstanceOf(ConnectionRequest.Real.class);
        assertThat(connector.asked.toString()).doesNotContain("not-a-real-one");
        waitUntil(() -> !robot.lookup("#progress").query().isVisible());
        picture(window.scene(), "projects-real", 1);
    }

    @Test
    void theHistoryShowsWhatWasDoneAndItsDetails() {
        world.pastRun("payments-prod", "run-1", World.NOW.minusSeconds(86400 * 3));
        world.pastRun("identity-prod", "run-2", World.NOW.minusSeconds(600));
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        onScreen(() -> window.navigator().go(dev.cmkconsole.ui.nav.Place.History.ALL));
        TableView<HistoryLine> table = robot.lookup("#table").queryTableView();
        waitUntil(() -> table.getItems().size() == 6);
        onScreen(() -> table.getSelectionModel().select(1));
        assertThat(robot.lookup("#request").queryTextInputControl().getText()).contains("PATCH");
        picture(window.scene(), "history", 1);
        onScreen(() -> robot.lookup("#run").queryButton().fire());
        waitUntil(() -> table.getItems().size() == 3);
        onScreen(() -> robot.lookup("#verify").queryButton().fire());
        waitUntil(() -> robot.lookup("#messageBox").query().isVisible());
        picture(window.scene(), "history-run", 1);
    }
}
