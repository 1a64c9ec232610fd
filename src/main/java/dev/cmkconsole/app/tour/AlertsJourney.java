package dev.cmkconsole.app.tour;

import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.FxThread;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;

/** The alerts about the key of a project, what can be changed, and how an open one is acknowledged. Nothing is sent. */
final class AlertsJourney {
    private final ConsoleWindow window;
    private final WindowRobot windowRobot;
    private final Pictures pictures;
    private final AtomicReference<String> at = new AtomicReference<>("alerts");

    AlertsJourney(ConsoleWindow window, Pictures pictures) {
        this.window = window;
        this.windowRobot = new WindowRobot(window.scene());
        this.pictures = pictures;
    }

    /** @param broken a project whose key Atlas cannot use, so that an alert is open */
    void make(String project, String broken) {
        try {
            open(project);
            pictures.take("alerts");
            at.set("alerts-change");
            windowRobot.press("next");
            windowRobot.see(TextField.class, "days");
            pictures.take("alerts-change");
            at.set("alerts-open");
            open(broken);
            windowRobot.see(Button.class, "acknowledge");
            pictures.take("alerts-open");
            at.set("alerts-acknowledge");
            windowRobot.press("acknowledge");
            windowRobot.see(TextField.class, "until");
            pictures.take("alerts-acknowledge");
        } catch (RuntimeException e) {
            pictures.takeFailed(at.get());
            throw e;
        }
    }

    private void open(String project) {
        FxThread.ask(() -> {
            window.navigator().go(new Place.OfProject(project, Place.OfProject.ALERTS));
            return null;
        });
        windowRobot.until(
                "the alerts",
                () -> windowRobot
                        .find(TableView.class, "table")
                        .filter(t -> t.getItems().size() == 4)
                        .isPresent());
    }
}
