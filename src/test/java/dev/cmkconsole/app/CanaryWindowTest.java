package dev.cmkconsole.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.app.window.Screens;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.ProgramConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.secret.Redaction;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.ScreenText;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.CopyButton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/**
 * The window with known secrets: typed, read from files and variables, issued by the services and repeated by them. The
 * test searches every screen text, every copy and every remaining byte for them.
 */
@Tag("alone")
class CanaryWindowTest extends UiTest {
    private static final int WIZARD_PAGES = 7;

    @TempDir
    Path home;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Set<String> read = new LinkedHashSet<>();
    private final List<String> copied = new ArrayList<>();
    private final Sandbox sandbox = Sandbox.start(
            SandboxOptions.defaults(Clock.systemUTC()).settling(Duration.ZERO).around(Canaries::echoing));
    private Canaries canaries;
    private ProgramConnector connector;
    private ConsoleWindow window;

    @Start
    void start(Stage stage) {
        canaries = new Canaries(sandbox, home);
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var program = new Program(
                Map.of(
                        "MONGODB_ATLAS_BASE_URL",
                        "https://dana:" + Canaries.IN_ADDRESS + "@cloud.mongodb.com",
                        "MONGODB_ATLAS_PUBLIC_API_KEY",
                        "cmkowner",
                        "MONGODB_ATLAS_PRIVATE_API_KEY",
                        Canaries.IN_VARIABLE,
                        "AWS_SECRET_ACCESS_KEY",
                        Canaries.IN_VARIABLE,
                        "AWS_ENDPOINT_URL",
                        sandbox.awsUri().toString()),
                Map.of(),
                out,
                out,
                Clock.systemUTC(),
                MESSAGES,
                new Program.Practice(1, new WaitSettings(Duration.ofMillis(200), 60, Duration.ofMillis(200))));
        connector = new ProgramConnector(program, new DataDirectory(home.resolve("data"), Clock.systemUTC()));
        sized(stage, 1180, 760);
        window = new ConsoleWindow(
                stage,
                new ConsoleWindow.Context(
                        MESSAGES,
                        Clock.systemUTC(),
                        new UnsavedSettings(ThemeChoice.LIGHT),
                        connector,
                        new ConnectionRequest.FromEnvironment(),
                        Screens::all,
                        ConsoleWindow.Outside.NOBODY));
        window.show();
    }

    @AfterEach
    void close() {
        onScreen(window::close);
        connector.close();
        sandbox.close();
        canaries.close();
    }

    private Stream<Node> nodes(Node node) {
        return !node.isVisible()
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(node),
                        node instanceof Parent parent
                                ? parent.getChildrenUnmodifiable().stream().flatMap(this::nodes)
                                : Stream.empty());
    }

    private <N extends Node> List<N> shown(Class<N> kind) {
        return nodes(window.scene().getRoot())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private <N extends Node> Optional<N> find(Class<N> kind, String id) {
        return shown(kind).stream().filter(n -> id.equals(n.getId())).findFirst();
    }

    private <N extends Node> N there(Class<N> kind, String id) {
        waitUntil(() -> find(kind, id).isPresent());
        return onScreen(() -> find(kind, id).orElseThrow());
    }

    private <N extends Node> void on(Class<N> kind, String id, Consumer<N> act) {
        var node = there(kind, id);
        onScreen(() -> act.accept(node));
    }

    private void press(String id) {
        var button = there(Button.class, id);
        waitUntil(() -> !button.isDisabled());
        onScreen(button::fire);
    }

    private boolean settled() {
        return shown(ProgressIndicator.class).stream().noneMatch(ProgressIndicator::isIndeterminate)
                && shown(Node.class).stream().noneMatch(n -> "reading".equals(n.getId()));
    }

    /** Reads and copies everything that can be read or copied. */
    private void look(String where) {
        waitUntil(this::settled);
        var texts = onScreen(() -> {
            var found = new ArrayList<>(ScreenText.all());
            shown(CopyButton.class).stream()
                    .filter(b -> !b.isDisabled())
                    .forEach(button -> found.add(copies(button::fire)));
            shown(PasswordField.class)
                    .forEach(field -> found.add(copies(() -> {
                        field.selectAll();
                        field.copy();
                        field.cut();
                    })));
            shown(TableView.class).forEach(table -> found.add(copies(() -> copyKey(table))));
            shown(ListView.class).forEach(list -> found.add(copies(() -> copyKey(list))));
            return found;
        });
        settle();
        var secret = canaries.secrets();
        assertThat(texts)
                .as(where)
                .isNotEmpty()
                .noneMatch(text -> secret.matcher(text).find());
        read.addAll(texts);
    }

    private String copies(Runnable copy) {
        Clipboard.getSystemClipboard().clear();
        copy.run();
        var text = String.valueOf(Clipboard.getSystemClipboard().getString());
        copied.add(text);
        return text;
    }

    private static void copyKey(Node node) {
        Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.C, false, true, false, false));
    }

    private void go(Place place) {
        onScreen(() -> window.navigator().go(place));
    }

    @Test
    void nothingThatIsShownOrCopiedOrLeftBehindHoldsASecret() throws IOException {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Failed);
        look("variables with a password in an address");
        signIn();
        screens();
        wizards();
        history();
        failedReads();
        go(new Place.Settings());
        look("settings again");
        assertThat(there(PasswordField.class, "secret").getText()).isEmpty();

        assertThat(String.join("\n", read))
                .contains(
                        "payments-prod",
                        Canaries.ECHO + " " + Redaction.MARK,
                        "ledger-legacy",
                        sandbox.serviceAccount().user(),
                        "assumed-role/key-admin",
                        "AKIA");
        assertThat(String.join("\n", copied)).contains(Canaries.ECHO + " " + Redaction.MARK);
        assertThat(copied).as("copies").filteredOn(text -> !text.equals("null")).hasSizeGreaterThan(30);
        onScreen(window::close);
        connector.close();
        var secret = canaries.secrets();
        assertThat(canaries.log())
                .isNotEmpty()
                .noneMatch(line -> secret.matcher(line).find());
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContainPattern(secret);
        try (var files = Files.walk(home.resolve("data"))) {
            var all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .anyMatch(f -> f.toString().endsWith(".jsonl"))
                    .anyMatch(f -> f.toString().endsWith(".mv.db"));
            for (var file : all) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContainPattern(secret);
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_16LE))
                        .as(file.toString())
                        .doesNotContainPattern(secret);
            }
        }
    }

    private void signIn() {
        go(new Place.Settings());
        on(RadioButton.class, "real", n -> n.fire());
        on(RadioButton.class, "serviceAccount", n -> n.fire());
        on(TextField.class, "name", n -> n.setText(sandbox.serviceAccount().user()));
        on(PasswordField.class, "secret", n -> n.setText(Canaries.MISTYPED));
        on(TextField.class, "baseUrl", n -> n.setText("https://dana:" + Canaries.IN_ADDRESS + "@cloud.mongodb.com"));
        press("test");
        look("an address with a password");
        on(TextField.class, "baseUrl", n -> n.setText(sandbox.atlasUri().toString()));
        on(RadioButton.class, "awsProfile", n -> n.fire());
        on(ComboBox.class, "profile", n -> n.getEditor().setText(Canaries.SESSION_PROFILE));
        press("test");
        look("a wrong secret and an unknown session");
        press("connect");
        look("refused");
        sandbox.faults().inject(new Fault("*", 1, 0, Fault.FaultKind.STATUS, 400, Canaries.MISTYPED, Duration.ZERO));
        press("connect");
        look("services that throw the secret back");
        sandbox.faults().clear();
        on(
                PasswordField.class,
                "secret",
                n -> n.setText(sandbox.serviceAccount().secret()));
        on(ComboBox.class, "profile", n -> n.getEditor().setText(Canaries.MFA_PROFILE));
        on(PasswordField.class, "mfaCode", n -> n.setText(canaries.code(Duration.ofHours(1))));
        press("connect");
        look("a wrong code");
        on(PasswordField.class, "mfaCode", n -> n.setText(canaries.code(Duration.ZERO)));
        look("a right code");
        press("connect");
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        assertThat(canaries.sessions()).as("the session of the code").isNotEmpty();
    }

    private void screens() {
        go(new Place.Projects());
        there(TableView.class, "table");
        look("projects");
        for (var name : List.of("payments-prod", "ledger-legacy")) {
            for (var tab : List.of(
                    Place.OfProject.OVERVIEW,
                    Place.OfProject.CLUSTERS,
                    Place.OfProject.CHECK,
                    Place.OfProject.OLD_KEYS)) {
                go(new Place.OfProject(sandbox.projectId(name), tab));
                there(Node.class, "readLabel");
                look(name + " " + tab);
                each("list", name + " " + tab);
            }
        }
    }

    /** A service's refusal ends each run, with a secret in the service's own text. */
    private void wizards() {
        for (var operation : List.of("createCloudProviderAccess", "kms:CreateKey")) {
            sandbox.faults()
                    .inject(new Fault(
                            operation,
                            1,
                            0,
                            Fault.FaultKind.STATUS,
                            400,
                            sandbox.serviceAccount().secret(),
                            Duration.ZERO));
        }
        for (var way : List.of(
                List.of("analytics-dev", Place.OfProject.ENABLE),
                List.of("ledger-legacy", Place.OfProject.SWITCH),
                List.of("payments-prod", Place.OfProject.ROTATE))) {
            go(new Place.OfProject(sandbox.projectId(way.getFirst()), way.getLast()));
            for (int page = 0; page < WIZARD_PAGES; page++) {
                waitUntil(() -> ended()
                        || find(Button.class, "next")
                                .filter(b -> !b.isDisabled())
                                .isPresent());
                if (onScreen(this::ended)) {
                    break;
                }
                onScreen(() -> find(ListView.class, "keys")
                        .ifPresent(keys -> keys.getSelectionModel().selectFirst()));
                look(way + " page " + page);
                each("steps", way + " step");
                press("next");
            }
            look(way + " at the end");
        }
        sandbox.faults().clear();
    }

    private boolean ended() {
        return find(CopyButton.class, "copyReport").isPresent();
    }

    private void each(String id, String where) {
        int count = onScreen(
                () -> find(ListView.class, id).map(l -> l.getItems().size()).orElse(0));
        for (int i = 0; i < count; i++) {
            int row = i;
            onScreen(() -> find(ListView.class, id)
                    .ifPresent(l -> l.getSelectionModel().select(row)));
            look(where + " " + row);
        }
    }

    private void history() {
        go(Place.History.ALL);
        waitUntil(() -> find(TableView.class, "table")
                .filter(t -> !t.getItems().isEmpty())
                .isPresent());
        int rows = onScreen(
                () -> find(TableView.class, "table").orElseThrow().getItems().size());
        for (int i = 0; i < rows; i++) {
            int row = i;
            onScreen(() -> find(TableView.class, "table")
                    .orElseThrow()
                    .getSelectionModel()
                    .select(row));
            look("history " + row);
        }
        press("report");
        there(Node.class, "sections");
        look("report");
    }

    private void failedReads() {
        for (var operation : List.of("getEncryptionAtRest", "listClusters", "kms:DescribeKey", "iam:GetRole")) {
            sandbox.faults()
                    .inject(new Fault(
                            operation,
                            1,
                            0,
                            Fault.FaultKind.STATUS,
                            400,
                            sandbox.serviceAccount().secret(),
                            Duration.ZERO));
        }
        for (var tab : List.of(Place.OfProject.OVERVIEW, Place.OfProject.CHECK, Place.OfProject.OLD_KEYS)) {
            go(new Place.OfProject(sandbox.projectId("reporting-staging"), tab));
            there(Node.class, "readLabel");
            look("failed reads " + tab);
        }
        sandbox.faults().clear();
    }
}
