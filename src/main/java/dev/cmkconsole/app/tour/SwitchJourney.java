package dev.cmkconsole.app.tour;

import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.check.CheckLine;
import dev.cmkconsole.ui.check.CheckList;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.FxThread;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.FactGrid;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/**
 * Moves a project from credentials to a role that was created for another key. Key access is reported
 * as granted although it is missing. The checks detect this, the access is corrected, and the irreversible step follows.
 */
final class SwitchJourney {
    static final String ROLE = "atlas-europe";
    private static final String NAME = "ledger-legacy";

    private final ConsoleWindow window;
    private final WindowRobot windowRobot;
    private final Pictures pictures;
    private final String projectId;
    private final AtomicReference<String> at = new AtomicReference<>("switch");

    SwitchJourney(ConsoleWindow window, Pictures pictures, String projectId) {
        this.window = window;
        this.windowRobot = new WindowRobot(window.scene());
        this.pictures = pictures;
        this.projectId = projectId;
    }

    void make() {
        try {
            facts();
            role();
            prepare(true);
            failingChecks();
            prepare(false);
            checks();
            commit();
            proof();
        } catch (RuntimeException e) {
            pictures.takeFailed(at.get());
            throw e;
        }
    }

    private void arrive(String screen, String heading, Object... names) {
        at.set(screen);
        windowRobot.until(screen, () -> windowRobot.heading(window.messages().get(heading, names)));
    }

    /** Takes the picture in the light and the dark theme, then returns to light. */
    private void both(String name) {
        pictures.take(name);
        theme(ThemeChoice.DARK);
        pictures.take(name + "-dark");
        theme(ThemeChoice.LIGHT);
    }

    private void theme(ThemeChoice choice) {
        FxThread.ask(() -> {
            window.theme().choiceProperty().set(choice);
            return null;
        });
    }

    private void facts() {
        FxThread.ask(() -> {
            window.navigator().go(new Place.OfProject(projectId, Place.OfProject.SWITCH));
            return null;
        });
        arrive("switch-facts", "switching.facts.heading");
        windowRobot.until(
                "what depends on the key",
                () -> windowRobot
                        .find(FactGrid.class, "facts")
                        .filter(grid -> grid.getRowCount() > 6)
                        .isPresent());
        pictures.take("switch-facts");
        windowRobot.press("next");
    }

    private void role() {
        arrive("switch-role", "accessPages.role.heading");
        windowRobot.press("existing");
        windowRobot.until(
                "the roles",
                () -> windowRobot
                        .find(ComboBox.class, "pick")
                        .filter(c -> !c.getItems().isEmpty())
                        .isPresent());
        windowRobot.use(ComboBox.class, "pick", this::pick);
        pictures.take("switch-role");
        windowRobot.press("next");
    }

    @SuppressWarnings("unchecked")
    private <T> void pick(ComboBox<?> box) {
        var roles = (ComboBox<T>) box;
        roles.getItems().stream()
                .filter(role -> roles.getConverter().toString(role).equals(ROLE))
                .findFirst()
                .ifPresent(roles.getSelectionModel()::select);
    }

    /**
     * @param byHand another person is to give the role access to the key, and reports it as done
     */
    private void prepare(boolean byHand) {
        way("switch-trust", "accessPages.trust.heading");
        windowRobot.press("next");
        way("switch-access", "accessPages.access.heading");
        windowRobot.press(byHand ? "colleague" : "console");
        pictures.take(byHand ? "switch-access-colleague" : "switch-access");
        windowRobot.press("next");
        arrive("switch-review", "accessPages.review.heading");
        windowRobot.until(
                "the plan",
                () -> windowRobot.find(Label.class, "reading").isEmpty()
                        && windowRobot
                                .find(ListView.class, "steps")
                                .filter(l -> !l.getItems().isEmpty())
                                .isPresent());
        if (byHand) {
            pictures.take("switch-review");
        }
        windowRobot.press("next");
        if (byHand) {
            at.set("switch-prepare");
            windowRobot.until(
                    "the step that is somebody's",
                    () -> windowRobot.find(VBox.class, "hands").isPresent());
            pictures.take("switch-prepare");
            windowRobot.press("handsDone");
            windowRobot.press("certain");
        }
    }

    private void way(String screen, String heading) {
        arrive(screen, heading);
        windowRobot.until(
                screen,
                () -> windowRobot.find(Label.class, "reading").isEmpty()
                        && (windowRobot.find(RadioButton.class, "user").isPresent()
                                || windowRobot.find(Label.class, "nothing").isPresent()));
    }

    private List<CheckLine> lines() {
        return windowRobot
                .find(CheckList.class, "list")
                .map(l -> List.copyOf(l.getItems()))
                .orElse(List.of());
    }

    private void checked(String screen) {
        arrive(screen, "switching.checks.heading");
        windowRobot.until(
                "everything checked",
                () -> windowRobot.find(Button.class, "again").isPresent() && !lines().isEmpty());
    }

    private void failingChecks() {
        checked("switch-checks-failing");
        windowRobot.press("next");
        windowRobot.see(Label.class, "error");
        both("switch-checks-failing");
        windowRobot.press("prepareAgain");
    }

    private void checks() {
        checked("switch-checks");
        windowRobot.see(VBox.class, "ticks");
        windowRobot.use(
                VBox.class, "ticks", ticks -> List.copyOf(ticks.getChildren()).forEach(box -> ((CheckBox) box).fire()));
        both("switch-checks");
        windowRobot.press("next");
    }

    private void commit() {
        arrive("switch-commit", "switching.commit.heading", NAME);
        windowRobot.see(TextField.class, "name");
        windowRobot.use(TextField.class, "name", field -> field.setText(NAME));
        both("switch-commit");
        windowRobot.press("next");
    }

    private void proof() {
        arrive("switch-proof", "switching.proof.heading", NAME);
        windowRobot.until(
                "what was read back",
                () -> windowRobot
                        .find(FactGrid.class, "facts")
                        .filter(grid -> grid.getRowCount() > 5)
                        .isPresent());
        both("switch-proof");
        report();
        arrive("switch-proof", "switching.proof.heading", NAME);
        windowRobot.press("next");
    }

    private void report() {
        at.set("report");
        windowRobot.press("report");
        windowRobot.until(
                "the report",
                () -> windowRobot
                        .find(VBox.class, "sections")
                        .filter(box -> !box.getChildren().isEmpty())
                        .isPresent());
        both("report");
        FxThread.ask(() -> {
            window.navigator().back();
            return null;
        });
    }
}
