package dev.cmkconsole.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.window.Screens;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.SandboxConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.FactGrid;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** The Rotate tab from its first question to its result, in the whole window against a sandbox. */
class RotateJourneyTest extends UiTest {
    private static final AwsRegion HOME = new AwsRegion("us-east-1");

    @TempDir
    Path folder;

    private final PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    private final Program program = new Program(
            Map.of(),
            Map.of(),
            nowhere,
            nowhere,
            Clock.systemUTC(),
            MESSAGES,
            new Program.Practice(300, new WaitSettings(Duration.ofMillis(200), 60, Duration.ofMillis(200))));
    private Stage stage;
    private Sandbox sandbox;
    private SandboxConnector connector;
    private ConsoleWindow window;
    private ThemeChoice theme = ThemeChoice.LIGHT;

    @Start
    void start(Stage given) {
        stage = given;
    }

    private void open(String scenario, String project) {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).scenario(scenario).speed(300));
        connector = new SandboxConnector(sandbox, program, folder);
        onScreen(() -> {
            sized(stage, 1000, 800);
            window = new ConsoleWindow(
                    stage,
                    new ConsoleWindow.Context(
                            MESSAGES,
                            Clock.systemUTC(),
                            new UnsavedSettings(theme),
                            connector,
                            new ConnectionRequest.Practice(),
                            Screens::all,
                            ConsoleWindow.Outside.NOBODY));
            window.show();
        });
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        onScreen(() -> window.navigator().showProject(sandbox.projectId(project), Place.OfProject.ROTATE));
    }

    @AfterEach
    void close() {
        onScreen(window::close);
        connector.close();
        sandbox.close();
    }

    private <N extends Node> Optional<N> find(Class<N> kind, String id) {
        return window.scene().getRoot().lookupAll("#" + id).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(n -> Stream.iterate((Node) n, Node::isVisible, Node::getParent)
                        .anyMatch(p -> p == window.scene().getRoot()))
                .findFirst();
    }

    private void choose(String id) {
        waitUntil(() -> find(RadioButton.class, id).isPresent());
        onScreen(() -> find(RadioButton.class, id).orElseThrow().fire());
    }

    private void next() {
        waitUntil(() -> find(Button.class, "next").filter(b -> !b.isDisabled()).isPresent());
        onScreen(() -> find(Button.class, "next").orElseThrow().fire());
    }

    /** Moves the focus by Tab to the button. */
    private void nextByKeys() {
        for (int i = 0;
                i < 20
                        && !onScreen(
                                () -> window.scene().getFocusOwner() instanceof Button b && "next".equals(b.getId()));
                i++) {
            robot.type(KeyCode.TAB);
            settle();
        }
        robot.type(KeyCode.SPACE);
    }

    private void heading(String key, Object... args) {
        String words = MESSAGES.get(key, args);
        waitUntil(() -> find(Label.class, "heading")
                .filter(h -> h.getText().equals(words))
                .isPresent());
    }

    private void look(String name) {
        picture(window.scene(), "rotate-" + name + (theme == ThemeChoice.DARK ? "-dark" : ""), 1);
    }

    private void planned() {
        heading("accessPages.review.heading");
        waitUntil(() -> find(ListView.class, "steps")
                .filter(l -> !l.getItems().isEmpty())
                .isPresent());
    }

    private void hands() {
        heading("accessPages.access.heading");
        waitUntil(() -> find(Label.class, "reading").isEmpty());
    }

    @Test
    void aNewKeyTakesOver() {
        open("default", "payments-prod");
        choose("newKey");
        look("goal");
        next();
        heading("newKeyPage.heading");
        onScreen(() -> find(TextField.class, "alias").orElseThrow().setText("alias/atlas-payments"));
        next();
        waitUntil(() -> find(Label.class, "aliasError")
                .filter(l -> l.getText().contains("already belongs to another key"))
                .isPresent());
        look("taken");
        onScreen(() -> find(TextField.class, "alias").orElseThrow().setText("alias/atlas-payments-2027"));
        next();
        heading("rotating.remind.heading");
        choose("set");
        onScreen(() -> find(TextField.class, "days").orElseThrow().setText("never"));
        next();
        waitUntil(() -> find(Label.class, "daysError").isPresent());
        onScreen(() -> find(TextField.class, "days").orElseThrow().setText("400"));
        look("reminder");
        next();
        hands();
        look("access");
        next();
        planned();
        look("review");
        next();
        heading("rotating.end.heading.NEW_KEY", "payments-prod");
        look("result");
        var key = connector.aws().key(new KeyReference.ByAlias("alias/atlas-payments-2027"), HOME);
        assertThat(key.rotation().flatMap(KeyRotation::periodDays)).contains(365);
        assertThat(onScreen(() -> find(FactGrid.class, "facts").orElseThrow().lookupAll(".label").stream()
                        .map(n -> ((Label) n).getText())
                        .toList()))
                .contains(MESSAGES.get("rotating.end.old"), MESSAGES.get("rotating.reminder.after", 400));
    }

    @Test
    void awsRotatesWithoutAMouse() {
        theme = ThemeChoice.DARK;
        open("default", "payments-prod");
        waitUntil(() -> find(RadioButton.class, "material").isPresent());
        onScreen(() -> find(RadioButton.class, "material").orElseThrow().requestFocus());
        robot.type(KeyCode.SPACE);
        look("goal");
        nextByKeys();
        heading("rotating.material.heading");
        onScreen(() -> find(TextField.class, "period").orElseThrow().requestFocus());
        robot.press(KeyCode.SHORTCUT, KeyCode.A).release(KeyCode.A, KeyCode.SHORTCUT);
        robot.write("80");
        robot.type(KeyCode.ENTER);
        waitUntil(() -> find(Label.class, "periodError").isPresent());
        look("period");
        robot.press(KeyCode.SHORTCUT, KeyCode.A).release(KeyCode.A, KeyCode.SHORTCUT);
        robot.write("180");
        robot.type(KeyCode.ENTER);
        heading("rotating.remind.heading");
        nextByKeys();
        planned();
        look("review");
        nextByKeys();
        heading("rotating.end.heading.MATERIAL", "payments-prod");
        look("result");
        var key = connector.aws().key(new KeyReference.ByAlias("alias/atlas-payments"), HOME);
        assertThat(key.rotation().flatMap(KeyRotation::periodDays)).contains(180);
    }

    @Test
    void theReplicaTakesOver() {
        open("multi-region", "orders-global");
        choose("otherRegion");
        next();
        heading("rotating.region.heading");
        waitUntil(() -> find(ListView.class, "replicas")
                .filter(l -> !l.getItems().isEmpty())
                .isPresent());
        look("region");
        next();
        hands();
        next();
        planned();
        next();
        heading("rotating.end.heading.REGION", "orders-global");
        look("region-result");
        var now = connector
                .service()
                .observe(sandbox.projectId("orders-global"), dev.cmkconsole.model.snapshot.ReadScope.CONFIGURED)
                .encryption()
                .value()
                .orElseThrow()
                .awsKms();
        assertThat(now.keyArn()).map(KeyArn::region).contains(new AwsRegion("eu-west-1"));
    }

    @Test
    void aKeyOfOneRegionSaysWhyNoOtherCanStandIn() {
        open("default", "payments-prod");
        choose("otherRegion");
        next();
        waitUntil(() -> find(Label.class, "error")
                .filter(l -> l.getText().contains("exists in one region only"))
                .isPresent());
        look("single-region");
    }
}
