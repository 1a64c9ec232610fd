package dev.cmkconsole.app.tour;

import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.FxThread;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.FactGrid;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;

/**
 * Gives a project a new key, shows what still needs the old one, and asks why the key cannot be used in another region.
 */
final class RotateJourney {
    static final String ALIAS = "alias/atlas-payments-2027";
    static final int DAYS = 400;
    private static final String NAME = "payments-prod";

    private final ConsoleWindow window;
    private final WindowRobot windowRobot;
    private final Pictures pictures;
    private final String projectId;
    private final AtomicReference<String> at = new AtomicReference<>("rotate");

    RotateJourney(ConsoleWindow window, Pictures pictures, String projectId) {
        this.window = window;
        this.windowRobot = new WindowRobot(window.scene());
        this.pictures = pictures;
        this.projectId = projectId;
    }

    void make() {
        try {
            goal();
            newKey();
            access();
            review();
            result();
            oldKeys();
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

    private void goal() {
        FxThread.ask(() -> {
            window.navigator().go(new Place.OfProject(projectId, Place.OfProject.ROTATE));
            return null;
        });
        arrive("rotate-goal", "rotating.goal.heading");
        windowRobot.press("otherRegion");
        windowRobot.press("next");
        windowRobot.until(
                "why no other region can stand in",
                () -> windowRobot
                        .find(Label.class, "error")
                        .filter(l -> !l.getText().isEmpty())
                        .isPresent());
        pictures.take("rotate-region-refused");
        windowRobot.press("newKey");
        both("rotate-goal");
        windowRobot.press("next");
    }

    private void newKey() {
        arrive("rotate-key", "newKeyPage.heading");
        windowRobot.use(TextField.class, "alias", field -> field.setText(ALIAS));
        pictures.take("rotate-key");
        windowRobot.press("next");
        arrive("rotate-reminder", "rotating.remind.heading");
        windowRobot.press("set");
        windowRobot.use(TextField.class, "days", field -> field.setText(String.valueOf(DAYS)));
        pictures.take("rotate-reminder");
        windowRobot.press("next");
    }

    private void access() {
        arrive("rotate-access", "accessPages.access.heading");
        windowRobot.until(
                "rotate-access",
                () -> windowRobot.find(Label.class, "reading").isEmpty()
                        && windowRobot.find(RadioButton.class, "user").isPresent());
        pictures.take("rotate-access");
        windowRobot.press("next");
    }

    private void review() {
        arrive("rotate-review", "accessPages.review.heading");
        windowRobot.until(
                "the plan",
                () -> windowRobot.find(Label.class, "reading").isEmpty()
                        && windowRobot
                                .find(ListView.class, "steps")
                                .filter(l -> !l.getItems().isEmpty())
                                .isPresent());
        both("rotate-review");
        windowRobot.press("next");
    }

    private void result() {
        arrive("rotate-result", "rotating.end.heading.NEW_KEY", NAME);
        windowRobot.until(
                "what was read back",
                () -> windowRobot
                        .find(FactGrid.class, "facts")
                        .filter(grid -> grid.getRowCount() > 6)
                        .isPresent());
        both("rotate-result");
    }

    private void oldKeys() {
        at.set("old-keys");
        FxThread.ask(() -> {
            window.navigator().go(new Place.OfProject(projectId, Place.OfProject.OLD_KEYS));
            return null;
        });
        windowRobot.until(
                "both keys",
                () -> windowRobot.rows("table") > 1
                        && windowRobot.find(ProgressBar.class, "reading").isEmpty());
        both("old-keys");
    }
}
