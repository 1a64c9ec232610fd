package dev.cmkconsole.app.tour;

import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.FxThread;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;

/**
 * The plans for search nodes and for turning the key off, in a project with a key, and the texts of a step for other
 * tools. Nothing is sent.
 */
final class SetupJourney {
    private final ConsoleWindow window;
    private final WindowRobot windowRobot;
    private final Pictures pictures;
    private final String projectId;
    private final AtomicReference<String> at = new AtomicReference<>("search-nodes");

    SetupJourney(ConsoleWindow window, Pictures pictures, String projectId) {
        this.window = window;
        this.windowRobot = new WindowRobot(window.scene());
        this.pictures = pictures;
        this.projectId = projectId;
    }

    void make() {
        try {
            plan("search-nodes", Place.OfProject.SEARCH_NODES);
            plan("disable-review", Place.OfProject.DISABLE);
            texts();
        } catch (RuntimeException e) {
            pictures.takeFailed(at.get());
            throw e;
        }
    }

    private void plan(String picture, String tab) {
        at.set(picture);
        FxThread.ask(() -> {
            window.navigator().go(new Place.OfProject(projectId, tab));
            return null;
        });
        windowRobot.until(
                "the plan",
                () -> windowRobot.heading(window.messages().get("accessPages.review.heading"))
                        && windowRobot.find(Label.class, "reading").isEmpty()
                        && windowRobot
                                .find(ListView.class, "steps")
                                .filter(l -> !l.getItems().isEmpty())
                                .isPresent());
        pictures.take(picture);
    }

    private void texts() {
        select("cli");
        pictures.take("plan-cli");
        select("terraform");
        windowRobot.see(Button.class, "saveTerraform");
        pictures.take("plan-terraform");
    }

    private void select(String tab) {
        at.set("plan-" + tab);
        windowRobot.use(
                TabPane.class,
                "detail",
                detail -> detail.getTabs().stream()
                        .filter(t -> t.getId().equals(tab))
                        .findFirst()
                        .ifPresent(detail.getSelectionModel()::select));
    }
}
