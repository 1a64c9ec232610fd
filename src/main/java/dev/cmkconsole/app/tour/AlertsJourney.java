package dev.cmkconsole.app.tour;

import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.FxThread;
import javafx.scene.control.TableView;

/** The alerts about the key of a project. Nothing is sent. */
final class AlertsJourney {
    private static final String PICTURE = "alerts";

    private final ConsoleWindow window;
    private final WindowRobot windowRobot;
    private final Pictures pictures;
    private final String projectId;

    AlertsJourney(ConsoleWindow window, Pictures pictures, String projectId) {
        this.window = window;
        this.windowRobot = new WindowRobot(window.scene());
        this.pictures = pictures;
        this.projectId = projectId;
    }

    void make() {
        try {
            FxThread.ask(() -> {
                window.navigator().go(new Place.OfProject(projectId, Place.OfProject.ALERTS));
                return null;
            });
            windowRobot.until(
                    "the alerts",
                    () -> windowRobot
                            .find(TableView.class, "table")
                            .filter(t -> t.getItems().size() == 4)
                            .isPresent());
            pictures.take(PICTURE);
        } catch (RuntimeException e) {
            pictures.takeFailed(PICTURE);
            throw e;
        }
    }
}
