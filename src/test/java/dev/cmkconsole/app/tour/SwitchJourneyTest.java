package dev.cmkconsole.app.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.app.window.Screens;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.ProgramConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** The switch through the real window, against a real sandbox. */
@Tag("alone")
class SwitchJourneyTest extends UiTest {
    @TempDir
    Path folder;

    private ProgramConnector connector;
    private ConsoleWindow window;
    private WindowRobot windowRobot;
    private Stage stage;

    @Start
    void start(Stage given) {
        stage = given;
        var nowhere = new PrintStream(PrintStream.nullOutputStream());
        var quick = new Program.Practice(60, new WaitSettings(Duration.ofMillis(300), 60, Duration.ofMillis(300)));
        var data = new DataDirectory(folder.resolve("data"), Clock.systemUTC());
        data.prepare();
        connector = new ProgramConnector(
                new Program(Map.of(), Map.of(), nowhere, nowhere, Clock.systemUTC(), MESSAGES, quick), data);
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
        windowRobot = new WindowRobot(window.scene());
    }

    @AfterEach
    void close() {
        onScreen(window::close);
        connector.close();
    }

    private String project() {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        return window.connections().session().orElseThrow().service().projects().stream()
                .filter(p -> p.name().equals("ledger-legacy"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void theFailingCheckIsMetPutRightAndTheSwitchIsProved() {
        String id = project();
        var pictures = new Pictures(Path.of("target", "pictures", "switch"), window.scene(), Clock.systemUTC());
        new SwitchJourney(window, pictures, id).make();
        assertThat(new SwitchEndState(
                                window.connections().session().orElseThrow().service(), id)
                        .faults())
                .isEmpty();
        assertThat(pictures.allRight()).isTrue();
    }

    @Test
    void itIsWalkedWithoutAMouseAndEnterDoesNotSendWhatCannotBeUndone() {
        String id = project();
        onScreen(() -> sized(stage, 900, 600));
        onScreen(() -> window.navigator().showProject(id, Place.OfProject.SWITCH));
        for (var heading : new String[] {
            "switching.facts.heading",
            "accessPages.role.heading",
            "accessPages.trust.heading",
            "accessPages.access.heading"
        }) {
            windowRobot.until(heading, () -> windowRobot.heading(MESSAGES.get(heading)));
            robot.type(KeyCode.ENTER);
        }
        windowRobot.until(
                "the review",
                () -> windowRobot.heading(MESSAGES.get("accessPages.review.heading"))
                        && windowRobot.find(Label.class, "reading").isEmpty());
        onScreen(() -> windowRobot.find(Button.class, "next").orElseThrow().requestFocus());
        robot.type(KeyCode.SPACE);
        windowRobot.until(
                "the checks",
                () -> windowRobot.heading(MESSAGES.get("switching.checks.heading"))
                        && windowRobot.find(VBox.class, "ticks").isPresent());
        picture(window.scene(), "switch-checks-small", 1);
        int doubts = onScreen(() -> windowRobot
                .find(VBox.class, "ticks")
                .orElseThrow()
                .getChildren()
                .size());
        for (int i = 0; i < doubts; i++) {
            int box = i;
            onScreen(() -> windowRobot
                    .find(VBox.class, "ticks")
                    .orElseThrow()
                    .getChildren()
                    .get(box)
                    .requestFocus());
            robot.type(KeyCode.SPACE);
        }
        assertThat(onScreen(() -> windowRobot.find(VBox.class, "ticks").orElseThrow().getChildren().stream()
                        .allMatch(b -> ((CheckBox) b).isSelected())))
                .isTrue();
        onScreen(() -> windowRobot.find(Button.class, "next").orElseThrow().requestFocus());
        robot.type(KeyCode.SPACE);
        windowRobot.until(
                "the decision",
                () -> windowRobot.heading(MESSAGES.get("switching.commit.heading", "ledger-legacy"))
                        && windowRobot.find(TextField.class, "name").isPresent());
        picture(window.scene(), "switch-commit-small", 1);
        onScreen(() -> windowRobot.find(TextField.class, "name").orElseThrow().requestFocus());
        robot.write("ledger-legacy");
        robot.type(KeyCode.ENTER);
        windowRobot.until(
                "the overview",
                () -> windowRobot.find(VBox.class, "ticks").isEmpty()
                        && windowRobot.find(TextField.class, "name").isEmpty());
        var now = window.connections().session().orElseThrow().service().observe(id, ReadScope.CONFIGURED);
        assertThat(now.encryption().value().map(e -> e.awsKms()).filter(AwsKms::onCredentials))
                .as("Enter is Cancel on that page")
                .isPresent();
    }
}
