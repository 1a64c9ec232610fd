package dev.cmkconsole.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.window.Screens;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.SandboxConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.check.CheckDetailPane;
import dev.cmkconsole.ui.check.CheckLine;
import dev.cmkconsole.ui.check.CheckList;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.DiffBlock;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/**
 * Somebody replaced the external id in the role's trust policy. The page finds it, says what to do, and passes after
 * the repair.
 */
class CheckJourneyTest extends UiTest {
    private static final String EXTERNAL_ID = "0f6a1b1e-52e4-4c7d-9d39-3b8a6e1f7c01";

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
    private final Sandbox sandbox = Sandbox.start(
            SandboxOptions.defaults(Clock.systemUTC()).scenario("broken-role").speed(300));
    private SandboxConnector connector;
    private ConsoleWindow window;

    @Start
    void start(Stage stage) {
        connector = new SandboxConnector(sandbox, program, folder);
        sized(stage, 1000, 800);
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
        sandbox.close();
    }

    private <N extends Node> Optional<N> find(Class<N> kind, String selector) {
        return window.scene().getRoot().lookupAll(selector).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(n -> Stream.iterate((Node) n, Node::isVisible, Node::getParent)
                        .anyMatch(p -> p == window.scene().getRoot()))
                .findFirst();
    }

    private List<CheckLine> lines() {
        return find(CheckList.class, "#list")
                .map(ListView::getItems)
                .map(List::copyOf)
                .orElse(List.of());
    }

    private List<CheckLine.Answer> answers() {
        return lines().stream()
                .filter(CheckLine.Answer.class::isInstance)
                .map(CheckLine.Answer.class::cast)
                .toList();
    }

    private void openCheck() {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        onScreen(() -> window.navigator().showProject(sandbox.projectId("payments-prod"), Place.OfProject.CHECK));
        waitUntil(() -> find(Button.class, "#again").isPresent());
    }

    private boolean says(String text) {
        return window.scene().getRoot().lookupAll(".label").stream()
                .map(Label.class::cast)
                .anyMatch(l -> l.getText() != null && l.getText().contains(text));
    }

    @Test
    void theFailingTrustIsFoundWithItsFixAndIsGoneOnceThatIsDone() {
        openCheck();
        var failing = onScreen(this::answers).getFirst();
        assertThat(failing.id()).isEqualTo(CheckId.TRUST_POLICY);
        assertThat(failing.badge().word()).isEqualTo(MESSAGES.get("check.word.FAIL"));
        assertThat(onScreen(() -> says("00000000-0000-4000-8000-000000000000")))
                .as("the external id that is there")
                .isTrue();
        assertThat(onScreen(
                        () -> find(DiffBlock.class, ".diff-block").orElseThrow().getAccessibleText()))
                .contains(EXTERNAL_ID);

        String copied = onScreen(() -> {
            ((Button) find(CheckDetailPane.class, "#detail").orElseThrow().lookup("#copyDocument")).fire();
            return Clipboard.getSystemClipboard().getString();
        });
        var before = connector.aws().role("atlas-payments").orElseThrow().trustPolicy();
        connector.aws().send(new AwsRequest.UpdateTrustPolicy("atlas-payments", before, copied));
        onScreen(() -> find(Button.class, "#checkAgain").orElseThrow().fire());
        waitUntil(() -> find(Button.class, "#again").isPresent()
                && answers().stream().noneMatch(a -> a.id() == CheckId.TRUST_POLICY));
        assertThat(onScreen(this::lines))
                .filteredOn(CheckLine.Heading.class::isInstance)
                .extracting(CheckLine::asText)
                .contains(MESSAGES.get("check.group.TRUST") + ": " + MESSAGES.get("access.count.PASS", 2));
    }

    @Test
    void itIsWorkedWithoutAMouse() {
        openCheck();
        onScreen(() -> find(CheckList.class, "#list").orElseThrow().requestFocus());
        robot.type(KeyCode.END);
        var folded = onScreen(this::lines);
        var last = (CheckLine.Heading) folded.getLast();
        robot.type(KeyCode.ENTER);
        waitUntil(() -> lines().size() == folded.size() + last.passes());
        robot.type(KeyCode.LEFT);
        waitUntil(() -> lines().size() == folded.size());
        assertThat(onScreen(() -> find(CheckList.class, "#list")
                        .orElseThrow()
                        .getSelectionModel()
                        .getSelectedItem()
                        .key()))
                .isEqualTo(last.key());
        robot.type(KeyCode.HOME, KeyCode.DOWN);
        robot.press(KeyCode.SHORTCUT, KeyCode.C).release(KeyCode.C, KeyCode.SHORTCUT);
        assertThat(onScreen(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo(onScreen(this::answers).getFirst().asText());
    }

    @Test
    void aChangeIsMadeCheckedAndTakenBackByKeyboard() {
        openCheck();
        var before = trust();
        tabTo(window.scene(), "apply");
        robot.type(KeyCode.SPACE);
        confirmByKeyboard();
        waitUntil(() -> find(Button.class, "#again").isPresent()
                && verdict().filter(MESSAGES.get("check.word.PASS")::equals).isPresent());
        assertThat(trust()).isNotEqualTo(before).contains(EXTERNAL_ID);
        assertThat(onScreen(() -> says(MESSAGES.get("access.changedHere"))))
                .as("the change stays in sight, with the way back")
                .isTrue();

        tabTo(window.scene(), "putBack");
        robot.type(KeyCode.SPACE);
        confirmByName("payments-prod");
        waitUntil(() -> find(Button.class, "#again").isPresent()
                && verdict().filter(MESSAGES.get("check.word.FAIL")::equals).isPresent());
        assertThat(trust()).isEqualTo(before);
    }

    private String trust() {
        return connector.aws().role("atlas-payments").orElseThrow().trustPolicy();
    }

    private Optional<String> verdict() {
        return answers().stream()
                .filter(a -> a.id() == CheckId.TRUST_POLICY && !a.stale())
                .map(a -> a.badge().word())
                .findFirst();
    }

    /** Cancel has the initial focus, so Enter changes nothing. */
    private void confirmByKeyboard() {
        waitUntil(() -> robot.lookup("#dialog-cancel")
                .tryQuery()
                .filter(Node::isFocused)
                .isPresent());
        tabTo(onScreen(() -> robot.lookup("#dialog-cancel").query().getScene()), "dialog-verb");
        robot.type(KeyCode.SPACE);
        waitUntil(() -> robot.lookup("#dialog-verb").tryQuery().isEmpty());
    }

    /** Taking the change back costs the project its key, so its name is asked for. */
    private void confirmByName(String name) {
        waitUntil(() -> robot.lookup("#dialog-typed-name")
                .tryQuery()
                .filter(Node::isFocused)
                .isPresent());
        assertThat(onScreen(
                        () -> robot.lookup("#dialog-verb").queryAs(Button.class).isDisabled()))
                .isTrue();
        onScreen(() -> {
            robot.lookup("#dialog-typed-name").queryAs(TextField.class).setText(name);
            return null;
        });
        tabTo(onScreen(() -> robot.lookup("#dialog-cancel").query().getScene()), "dialog-verb");
        robot.type(KeyCode.SPACE);
        waitUntil(() -> robot.lookup("#dialog-verb").tryQuery().isEmpty());
    }

    private void tabTo(Scene scene, String id) {
        for (int i = 0; i < 60; i++) {
            if (onScreen(() -> scene.getFocusOwner() != null
                    && id.equals(scene.getFocusOwner().getId()))) {
                return;
            }
            robot.type(KeyCode.TAB);
        }
        throw new AssertionError("Tab never comes to " + id);
    }
}
