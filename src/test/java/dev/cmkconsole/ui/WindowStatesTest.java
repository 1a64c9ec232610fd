package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Notice;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.ui.history.HistoryScreen;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.project.ProjectScreen;
import dev.cmkconsole.ui.projects.ProjectsScreen;
import dev.cmkconsole.ui.settings.SettingsScreen;
import dev.cmkconsole.ui.task.ScreenThread;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.controlsfx.control.CheckComboBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;

/** The window with problems, at a small size, by keyboard only, and with very many projects. */
class WindowStatesTest extends UiTest {
    private static final ConnectionRequest REAL = new ConnectionRequest.Real(
            URI.create("https://cloud.mongodb.com"),
            new ConnectionRequest.Atlas.FromEnvironment(),
            new ConnectionRequest.Aws.DefaultChain());

    private final Clock clock = Clock.fixed(World.NOW, ZoneId.of("UTC"));
    private final World world = World.ofAllKinds(clock);
    private final WorldConnector connector = new WorldConnector(world);
    private Stage stage;
    private ConsoleWindow window;

    @Start
    void start(Stage given) {
        stage = given;
        sized(stage, 1180, 760);
    }

    private void open(ConnectionRequest first, ThemeChoice theme) {
        onScreen(() -> {
            window = new ConsoleWindow(
                    stage,
                    new ConsoleWindow.Context(
                            MESSAGES,
                            clock,
                            new UnsavedSettings(theme),
                            connector,
                            first,
                            t -> List.of(
                                    new ProjectsScreen(),
                                    new ProjectScreen(List.of()),
                                    new HistoryScreen(),
                                    new SettingsScreen(t)),
                            ConsoleWindow.Outside.NOBODY));
            window.show();
        });
    }

    private void openAndRead(ConnectionRequest first, ThemeChoice theme) {
        open(first, theme);
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        waitUntil(() -> robot.lookup("#progress").tryQuery().isPresent()
                && !robot.lookup("#progress").query().isVisible());
    }

    @AfterEach
    void close() {
        onScreen(window::close);
    }

    @Test
    void offlineTheOldIsShownWithItsAgeAndTheWayBack() {
        var service = world.service();
        world.projects.keySet().stream()
                .filter(id -> !world.unreadable.containsKey(id))
                .forEach(id -> ScreenThread.away(() -> service.observe(id, ReadScope.CONFIGURED)));
        world.unreachable = Optional.of(new Problem.Unreachable(
                Problem.Origin.ATLAS, "listProjects", "Connection refused", Problem.Effect.NONE, World.NOW));
        open(REAL, ThemeChoice.LIGHT);
        waitUntil(() ->
                robot.lookup("#offline").tryQuery().filter(Node::isVisible).isPresent());
        assertThat(robot.lookup("#table").queryTableView().getItems()).hasSize(6);
        picture(window.scene(), "offline", 1);

        world.unreachable = Optional.empty();
        onScreen(() -> robot.lookup("#refresh").queryButton().fire());
        waitUntil(() -> !robot.lookup("#offline").query().isVisible()
                && robot.lookup("#table").queryTableView().getItems().size() == 7);
    }

    @Test
    void withoutAConnectionTheWaysOnAreOffered() {
        connector.refusal = Optional.of(new Problem.Local("connect", "JOURNAL_IN_USE", "/data/cmk-console", World.NOW));
        open(REAL, ThemeChoice.LIGHT);
        waitUntil(() -> robot.lookup("#failed").query().isVisible());
        picture(window.scene(), "not-connected", 1);
        connector.refusal = Optional.empty();
        onScreen(() -> robot.lookup("#toPractice").queryButton().fire());
        waitUntil(() -> robot.lookup("#stripe").query().isVisible()
                && robot.lookup("#table").tryQuery().isPresent());
    }

    @Test
    void theSmallestWindowStillHoldsEverything() {
        world.caller = "arn:aws:iam::111122223333:root";
        connector.notices.add(new Notice(Notice.Weight.CAUTION, Text.of("problem.JOURNAL_IN_USE.means")));
        onScreen(() -> sized(stage, 900, 600));
        openAndRead(new ConnectionRequest.Practice(), ThemeChoice.DARK);
        picture(window.scene(), "small-projects", 1);
        onScreen(() -> window.navigator().showProject(world.id("payments-prod"), Place.OfProject.OVERVIEW));
        picture(window.scene(), "small-project", 1);
        onScreen(() -> window.navigator().showSettings());
        picture(window.scene(), "small-settings", 1);
        onScreen(() -> window.navigator().go(Place.History.ALL));
        picture(window.scene(), "small-history", 1);
    }

    @Test
    void everythingIsReachedByKeys() {
        openAndRead(new ConnectionRequest.Practice(), ThemeChoice.LIGHT);
        robot.push(KeyCode.SHORTCUT, KeyCode.DIGIT2);
        assertThat(area()).isEqualTo(Place.History.ALL);
        robot.push(KeyCode.SHORTCUT, KeyCode.DIGIT3);
        assertThat(area()).isEqualTo(new Place.Settings());
        robot.push(KeyCode.ALT, KeyCode.LEFT);
        robot.push(KeyCode.SHORTCUT, KeyCode.DIGIT1);
        robot.push(KeyCode.SHORTCUT, KeyCode.F);
        assertThat(onScreen(() -> window.scene().getFocusOwner().getId())).isEqualTo("filter");
        robot.write("ledger");
        waitUntil(() -> robot.lookup("#table").queryTableView().getItems().size() == 1);
        onScreen(() -> {
            robot.lookup("#table").query().requestFocus();
            robot.lookup("#table").queryTableView().getSelectionModel().select(0);
        });
        robot.push(KeyCode.ENTER);
        waitUntil(() -> robot.lookup("#tab-overview")
                .tryQueryAs(ToggleButton.class)
                .filter(ToggleButton::isSelected)
                .isPresent());
        assertThat(robot.lookup("#name").queryLabeled().getText()).isEqualTo("ledger-legacy");
        robot.push(KeyCode.F1);
        assertThat(robot.lookup("#helpPane").query().isVisible()).isTrue();
        picture(window.scene(), "help", 1);
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#helpPane").query().isVisible()).isFalse();
    }

    @Test
    void theHistoryIsNarrowedToProceduresByKeys() {
        world.pastRun("payments-prod", "run-1", World.NOW.minusSeconds(600));
        openAndRead(new ConnectionRequest.Practice(), ThemeChoice.DARK);
        onScreen(() -> window.navigator().go(Place.History.ALL));
        waitUntil(() -> !robot.lookup("#table").queryTableView().getItems().isEmpty());
        CheckComboBox<ProcedureType<?>> procedures = robot.lookup("#procedures").queryAs(CheckComboBox.class);
        onScreen(() -> robot.lookup("#filter").query().requestFocus());
        robot.push(KeyCode.TAB);
        robot.push(KeyCode.ALT, KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.SPACE);
        waitUntil(() -> procedures.getCheckModel().getCheckedItems().size() == 1);
        var ticked = procedures.getCheckModel().getCheckedItems().getFirst();
        picture(window.scene(), "history-narrowed", 1);
        robot.push(KeyCode.ESCAPE);
        waitUntil(
                () -> robot.lookup("#table").queryTableView().getItems().isEmpty() == (ticked != EnableProcedure.TYPE));
        onScreen(() -> procedures.getCheckModel().clearChecks());
        waitUntil(() -> !robot.lookup("#table").queryTableView().getItems().isEmpty());
    }

    @Test
    void theThemeIsChosenByKeysAndOneIsAlwaysChosen() {
        openAndRead(new ConnectionRequest.Practice(), ThemeChoice.LIGHT);
        onScreen(() -> window.navigator().showSettings());
        ToggleButton light = robot.lookup("#light").queryAs(ToggleButton.class);
        onScreen(light::requestFocus);
        robot.push(KeyCode.RIGHT);
        waitUntil(() -> window.theme().choiceProperty().get() == ThemeChoice.DARK);
        assertThat(onScreen(light::isSelected)).isFalse();
        picture(window.scene(), "settings-dark", 1);
        robot.push(KeyCode.SPACE);
        assertThat(onScreen(
                        () -> robot.lookup("#dark").queryAs(ToggleButton.class).isSelected()))
                .isTrue();
    }

    @Test
    void resetIsAskedAboutAndEscapeMeansNo() {
        openAndRead(new ConnectionRequest.Practice(), ThemeChoice.LIGHT);
        onScreen(() -> robot.lookup("#reset").queryButton().fire());
        waitUntil(() -> robot.lookup("#dialog-cancel").tryQuery().isPresent());
        assertThat(robot.lookup("#dialog-cancel").queryButton().isDefaultButton())
                .isTrue();
        assertThat(robot.lookup("#dialog-verb").queryButton().isDefaultButton()).isFalse();
        // Space presses what has the focus.
        waitUntil(() -> robot.lookup("#dialog-cancel").queryButton().isFocused());
        picture(robot.lookup("#dialog-cancel").query().getScene(), "reset", 1);
        robot.push(KeyCode.ESCAPE);
        waitUntil(() -> Window.getWindows().size() == 1);
        assertThat(connector.resets).isZero();

        onScreen(() -> robot.lookup("#reset").queryButton().fire());
        waitUntil(() -> robot.lookup("#dialog-verb").tryQuery().isPresent());
        onScreen(() -> robot.lookup("#dialog-verb").queryButton().fire());
        waitUntil(() ->
                connector.resets == 1 && window.connections().state().get() instanceof Connections.State.Connected);
    }

    @Test
    void ofManyProjectsWhatIsSeenIsReadSoonAndAllInTheEnd() {
        IntStream.range(0, 400).forEach(i -> world.project("bulk-%04d".formatted(i)));
        open(REAL, ThemeChoice.LIGHT);
        waitUntil(() -> robot.lookup("#table")
                .tryQueryAs(TableView.class)
                .filter(table -> table.getItems().size() == 407)
                .isPresent());
        TableView<?> table = robot.lookup("#table").queryTableView();
        onScreen(() -> table.scrollTo(300));
        waitUntil(() -> world.observed.contains(world.id("bulk-0300")));
        onScreen(() -> robot.lookup("#filter").queryTextInputControl().setText("bulk-0399"));
        waitUntil(() -> table.getItems().size() == 1 && world.observed.contains(world.id("bulk-0399")));
        waitUntil(() -> world.observed.containsAll(world.projects.keySet()));
    }

    @Test
    void whateverCanHaveTheFocusHasAName() {
        world.pastRun("payments-prod", "run-1", World.NOW.minusSeconds(600));
        openAndRead(new ConnectionRequest.Practice(), ThemeChoice.LIGHT);
        for (var place : List.of(
                new Place.Projects(),
                new Place.OfProject(world.id("archive"), Place.OfProject.OVERVIEW),
                Place.History.ALL,
                new Place.Settings())) {
            onScreen(() -> window.navigator().go(place));
            var nameless = new ArrayList<String>();
            onScreen(() -> walk(window.scene().getRoot(), nameless));
            assertThat(nameless).as(place.toString()).isEmpty();
        }
    }

    private static void walk(Node node, List<String> nameless) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Control control && control.isFocusTraversable() && !(control instanceof ScrollPane)) {
            var text = control.getAccessibleText() != null
                    ? control.getAccessibleText()
                    : control instanceof Labeled labeled ? labeled.getText() : null;
            var label = control.queryAccessibleAttribute(javafx.scene.AccessibleAttribute.LABELED_BY);
            if ((text == null || text.isBlank()) && label == null) {
                nameless.add(control.toString());
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, nameless));
        }
    }
}
