package dev.cmkconsole.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.window.Screens;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.SandboxConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
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
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** The user inspects an old key while snapshots need it, and gives it up once they are gone. */
class OldKeysJourneyTest extends UiTest {
    private static final KeyArn PREVIOUS =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90");

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
            new Program.Practice(1, new WaitSettings(Duration.ofMillis(200), 60, Duration.ofMillis(200))));
    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).settling(Duration.ZERO));
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

    private boolean says(String text) {
        return window.scene().getRoot().lookupAll(".label").stream()
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .anyMatch(l -> l.getText() != null && l.getText().contains(text));
    }

    private void openTab(String project) {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        onScreen(() -> window.navigator().showProject(sandbox.projectId(project), Place.OfProject.OLD_KEYS));
        waitUntil(() -> find(TableView.class, "#table")
                .filter(t -> !t.getItems().isEmpty())
                .isPresent());
    }

    private void press(String selector) {
        waitUntil(() -> find(Button.class, selector).isPresent());
        onScreen(() -> find(Button.class, selector).orElseThrow().fire());
    }

    private void forgetOldSnapshots() {
        String id = sandbox.projectId("payments-prod");
        connector
                .service()
                .survey(id, KeySurveyRequest.LISTING)
                .survey()
                .value()
                .orElseThrow()
                .backups()
                .value()
                .orElseThrow()
                .stream()
                .filter(b -> b.masterKey().filter(PREVIOUS.keyId()::equals).isPresent())
                .forEach(b -> connector
                        .atlas()
                        .send(new AtlasRequest(
                                "deleteClusterBackupSnapshot",
                                "DELETE",
                                "/api/atlas/v2/groups/" + id + "/clusters/" + b.cluster() + "/backup/snapshots/"
                                        + (b.cluster().equals("payments") ? "shardedCluster/" : "") + b.snapshot(),
                                "2023-01-01",
                                Optional.empty())));
    }

    @Test
    void anOldKeyIsGivenUpOnceNothingNeedsIt() {
        openTab("payments-prod");
        assertThat(onScreen(() -> says("year end") || says("Snapshot"))).isTrue();
        assertThat(onScreen(() -> find(Button.class, "#next")))
                .as("nothing is offered while it is needed")
                .isEmpty();
        picture(window.scene(), "old-keys-needed", 1);

        forgetOldSnapshots();
        press("#again");
        waitUntil(() -> find(Button.class, "#next").isPresent());
        picture(window.scene(), "old-keys-safe", 1);
        onScreen(() -> find(Button.class, "#next").orElseThrow().requestFocus());
        robot.type(KeyCode.SPACE);
        waitUntil(() -> find(Button.class, "#apply").isPresent());
        picture(window.scene(), "old-keys-review", 1);
        press("#apply");
        waitUntil(() -> says(MESSAGES.get("run.headline.DONE", "payments-prod")));
        assertThat(connector
                        .aws()
                        .role("atlas-payments")
                        .orElseThrow()
                        .inlinePolicies()
                        .get("atlas-encryption-at-rest"))
                .doesNotContain(PREVIOUS.keyId());
        assertThat(connector
                        .aws()
                        .key(new KeyReference.ByArn(PREVIOUS), PREVIOUS.region())
                        .state()
                        .word())
                .isEqualTo("Enabled");
        press("#backFromRun");
        waitUntil(() -> find(TableView.class, "#table").isPresent());
    }

    @Test
    void theAccessKeySectionShowsWhereToBegin() {
        openTab("ledger-legacy");
        waitUntil(() ->
                says("AKIASANDBOXLEDGERKEY") || find(Button.class, "#toSwitch").isPresent());
        picture(window.scene(), "old-keys-access-key", 1);
        onScreen(() -> window.scene().getRoot().getStyleClass().size());
    }
}
