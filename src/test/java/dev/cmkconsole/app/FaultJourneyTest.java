package dev.cmkconsole.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.window.Screens;
import dev.cmkconsole.app.wiring.Program;
import dev.cmkconsole.app.wiring.SandboxConnector;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.UnsavedSettings;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.plan.StepLine;
import dev.cmkconsole.ui.plan.StepList;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.ProblemBanner;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** The window's texts, and the actual state afterwards, when a service fails in the middle of enabling. */
class FaultJourneyTest extends UiTest {
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20";

    @TempDir
    Path folder;

    /** IAM changes become visible before they are needed. A fault therefore hits a request that would have worked. */
    private static final double SPEED = 300;

    private final PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    private final Program program = new Program(
            Map.of(),
            Map.of(),
            nowhere,
            nowhere,
            Clock.systemUTC(),
            MESSAGES,
            new Program.Practice(SPEED, new WaitSettings(Duration.ofMillis(200), 60, Duration.ofMillis(200))));
    private final Sandbox sandbox =
            Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).speed(SPEED));
    private SandboxConnector connector;
    private ConsoleWindow window;

    @Start
    void start(Stage stage) {
        connector = new SandboxConnector(sandbox, program, folder);
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
        sandbox.close();
    }

    private <N extends Node> Optional<N> find(Class<N> kind, String id) {
        return window.scene().getRoot().lookupAll("#" + id).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(UiTest::seen)
                .findFirst();
    }

    private void press(String id) {
        waitUntil(() -> find(ButtonBase.class, id).filter(b -> !b.isDisabled()).isPresent());
        onScreen(() -> find(ButtonBase.class, id).orElseThrow().fire());
    }

    private void waitForHeading(String key) {
        waitUntil(() -> find(Label.class, "heading")
                .filter(h -> h.getText().equals(MESSAGES.get(key)))
                .isPresent());
    }

    private String openEnable() {
        waitUntil(() -> window.connections().state().get() instanceof Connections.State.Connected);
        String id = sandbox.projectId("analytics-dev");
        onScreen(() -> window.navigator().showProject(id, "enable"));
        waitUntil(() -> find(RadioButton.class, "makeNew").isPresent());
        return id;
    }

    private void toReview() {
        press("next");
        press("enter");
        onScreen(() -> find(TextField.class, "field").orElseThrow().setText(KEY));
        press("next");
        waitForHeading("accessPages.trust.heading");
        nextOnceRead();
        waitForHeading("accessPages.access.heading");
        nextOnceRead();
        waitForHeading("accessPages.review.heading");
        waitUntil(() -> find(StepList.class, "steps")
                .filter(l -> !l.getItems().isEmpty())
                .isPresent());
    }

    private void nextOnceRead() {
        waitUntil(() -> find(RadioButton.class, "user").isPresent()
                && find(Label.class, "reading").isEmpty());
        press("next");
    }

    private List<Outcome> outcomes(String project, String step) {
        return connector
                .service()
                .history()
                .find(new HistoryIndex.Query(
                        "", Optional.of(project), Set.of(), Optional.empty(), Optional.empty(), 200))
                .stream()
                .map(JournalEntry::what)
                .filter(w -> w.step().filter(step::equals).isPresent())
                .flatMap(w -> w.outcome().stream())
                .toList();
    }

    @Test
    void aFailureIsSaidInPlaceAndTryingAgainDoesNothingTwice() {
        String id = openEnable();
        toReview();
        sandbox.faults().inject(Fault.of("updateEncryptionAtRest", Fault.FaultKind.DROP_BEFORE));
        press("next");
        waitUntil(() -> find(ProblemBanner.class, "problem").isPresent());
        assertThat(onScreen(() -> find(StepList.class, "steps").orElseThrow().getItems().stream()
                        .filter(l -> l.mark() == StepLine.Mark.FAILED)
                        .toList()))
                .extracting(l -> l.id().value())
                .containsExactly("save-configuration");
        assertThat(outcomes(id, "save-configuration")).containsExactly(Outcome.UNKNOWN);
        onScreen(() -> find(ProblemBanner.class, "problem")
                .orElseThrow()
                .againProperty()
                .get()
                .run());
        waitUntil(() -> find(GridPane.class, "facts").isPresent());
        assertThat(connector.service().observe(id, ReadScope.CONFIGURED).posture())
                .contains(Posture.ROLE_BASED);
        assertThat(sandbox.requestLog().entries())
                .filteredOn(e -> e.method().equals("POST") && e.path().endsWith("/cloudProviderAccess"))
                .hasSize(1);
        assertThat(connector
                        .service()
                        .observe(id, ReadScope.CONFIGURED)
                        .roles()
                        .value()
                        .orElseThrow())
                .hasSize(1);
    }

    @Test
    void anAnswerThatIsLostAfterTheEffectIsFoundOutByReading() {
        String id = openEnable();
        toReview();
        sandbox.faults().inject(Fault.of("updateEncryptionAtRest", Fault.FaultKind.DROP_AFTER));
        press("next");
        waitUntil(() -> find(GridPane.class, "facts").isPresent()
                || find(ProblemBanner.class, "problem").isPresent());
        assertThat(onScreen(() -> find(ProblemBanner.class, "problem")
                        .map(banner -> banner.problemProperty().get())))
                .as("what the run says")
                .isEmpty();
        assertThat(outcomes(id, "save-configuration")).containsExactly(Outcome.DONE_UNANSWERED);
    }

    @Test
    void whatWasEnteredIsThereAfterGoingBack() {
        openEnable();
        onScreen(() -> find(TextField.class, "name").orElseThrow().setText("my-own-name"));
        press("next");
        waitUntil(() -> find(ListView.class, "keys")
                .filter(l -> !l.getItems().isEmpty())
                .isPresent());
        press("previous");
        assertThat(onScreen(() -> find(TextField.class, "name").orElseThrow().getText()))
                .isEqualTo("my-own-name");
    }
}
