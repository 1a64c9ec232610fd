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
 * A project gets a new key, and what still needs the old one is looked at; why it cannot be used in another region
 * is asked on the way.
 */
final class RotateJourney {
    static final String ALIAS = "alias/atlas-payments-2027";
    static final int DAYS = 400;
    private static final String NAME = "payments-prod";

    private final ConsoleWindow window;
    private final WindowRobot hand;
    private final Pictures pictures;
    private final String projectId;
    private final AtomicReference<String> at = new AtomicReference<>("rotate");

    RotateJourney(ConsoleWindow window, Pictures pictures, String projectId) {
        this.window = window;
        this.hand = new WindowRobot(window.scene());
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
        hand.until(screen, () -> hand.heading(window.messages().get(heading, names)));
    }

    /** Light, dark, and light again. */
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
        hand.press("otherRegion");
        hand.press("next");
        hand.until(
                "why no other region can stand in",
                () -> hand.find(Label.class, "error")
                        .filter(l -> !l.getText().isEmpty())
                        .isPresent());
        pictures.take("rotate-region-refused");
        hand.press("newKey");
        both("rotate-goal");
        hand.press("next");
    }

    private void newKey() {
        arrive("rotate-key", "rotating.newKey.heading");
        hand.use(TextField.class, "alias", field -> field.setText(ALIAS));
        pictures.take("rotate-key");
        hand.press("next");
        arrive("rotate-reminder", "rotating.remind.heading");
        hand.press("set");
        hand.use(TextField.class, "days", field -> field.setText(String.valueOf(DAYS)));
        pictures.take("rotate-reminder");
        hand.press("next");
    }

    private void access() {
        arrive("rotate-access", "accessPages.access.heading");
        hand.until(
                "rotate-access",
                () -> hand.find(Label.class, "reading").isEmpty()
                        && hand.find(RadioButton.class, "user").isPresent());
        pictures.take("rotate-access");
        hand.press("next");
    }

    private void review() {
        arrive("rotate-review", "accessPages.review.heading");
        hand.until(
                "the plan",
                () -> hand.find(Label.class, "reading").isEmpty()
                        && hand.find(ListView.class, "steps")
                                .filter(l -> !l.getItems().isEmpty())
                                .isPresent());
        both("rotate-review");
        hand.press("next");
    }

    private void result() {
        arrive("rotate-result", "rotating.end.heading.NEW_KEY", NAME);
        hand.until(
                "what was read back",
                () -> hand.find(FactGrid.class, "facts")
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
        hand.until(
                "both keys",
                () -> hand.rows("table") > 1
                        && hand.find(ProgressBar.class, "reading").isEmpty());
        both("old-keys");
    }
}
