package dev.cmkconsole.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.ui.NoDesktop;
import dev.cmkconsole.ui.SandboxWindow;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.ScreenThread;
import dev.cmkconsole.ui.view.Times;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.ViewLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** What putting a document back takes away is read before it can be pressed. */
class HistoryDetailsViewTest extends UiTest {
    private static final String ROLE = "atlas-payments";
    private static final String OTHER = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    @TempDir
    private Path dir;

    private Sandbox sandbox;
    private SandboxWindow w;
    private Scene scene;

    @Start
    void start(Stage stage) {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                .scenario("broken-role")
                .speed(200));
        w = new SandboxWindow(
                sandbox, FileJournal.open(dir.resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {}), dir);
        ScreenThread.away(this::changeTheTrustPolicy);
        var model = new HistoryViewModel(w.window.frame(), w.service);
        model.show(Place.History.ALL);
        model.select(
                model.lines().stream().filter(l -> !l.wholeRun()).findFirst().orElseThrow());
        var views = new ViewLoader(
                new UiText(MESSAGES, new Times(MESSAGES), new NoDesktop(), new SimpleObjectProperty<>(World.NOW)));
        scene = new Scene(
                new HistoryDetailsView(model, views, new HistoryWords(MESSAGES, new Times(MESSAGES))).load(), 600, 700);
        sized(stage, 600, 700);
        stage.setScene(scene);
        stage.show();
    }

    private Object changeTheTrustPolicy() {
        var before = w.service.iamRole(ROLE).orElseThrow().trustPolicy();
        return w.service.run(
                new ApplyFixPlanner(w.service.waits()),
                FixChoices.applying(new AwsRequest.UpdateTrustPolicy(ROLE, before, OTHER), Optional.empty()),
                w.project("payments-prod"),
                Confirmation.typed("payments-prod"),
                _ -> {},
                new SignalRunControl());
    }

    @AfterEach
    void close() {
        w.close();
        sandbox.close();
    }

    @Test
    void enterAndSpaceWriteNothingRightAfterTheyShowedWhatWouldBeWritten() {
        var putBack = shown(scene, Button.class, "putBack");
        onScreen(putBack::fire);
        var write = shown(scene, Button.class, "write");
        assertThat(shown(scene, Label.class, "outlook").getText()).contains(ROLE);
        assertThat(onScreen(() -> scene.getFocusOwner().getId())).isEqualTo("outlook");
        assertThat(onScreen(write::isDefaultButton)).isFalse();
        robot.type(KeyCode.ENTER, KeyCode.SPACE);
        assertThat(w.window.asked).isEmpty();
    }
}
