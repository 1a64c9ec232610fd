package dev.cmkconsole.app.tour;

import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.FxThread;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;

/**
 * Private networking, and the plans for search nodes and for turning the key off, in a project with a key, and the texts of a step for other
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
            network();
            question("protection", Place.OfProject.PROTECTION, "protection.principals.heading");
            question("required-keys", Place.OfProject.REQUIRED_KEYS, "requiredKeys.rule.heading");
            plan("search-nodes", Place.OfProject.SEARCH_NODES);
            plan("restore-proof", Place.OfProject.RESTORE_PROOF);
            plan("drill", Place.OfProject.DRILL);
            plan("disable-review", Place.OfProject.DISABLE);
            texts();
        } catch (RuntimeException e) {
            pictures.takeFailed(at.get());
            throw e;
        }
    }

    private void network() {
        open("private-network", Place.OfProject.PRIVATE_NETWORK);
        windowRobot.until(
                "the regions", () -> windowRobot.heading(window.messages().get("networking.regions.heading")));
        windowRobot.press("on");
        pictures.take("private-network");
        windowRobot.press("next");
        windowRobot.until(
                "who makes the changes in AWS",
                () -> windowRobot.heading(window.messages().get("accessPages.access.heading")));
        windowRobot.press("next");
        reviewed("private-network-review");
    }

    private void open(String picture, String tab) {
        at.set(picture);
        go(projectId, tab);
    }

    private void plan(String picture, String tab) {
        open(picture, tab);
        reviewed(picture);
    }

    private void question(String picture, String tab, String heading) {
        open(picture, tab);
        windowRobot.until(picture, () -> windowRobot.heading(window.messages().get(heading)));
        pictures.take(picture);
        windowRobot.press("next");
        reviewed(picture + "-review");
    }

    private void reviewed(String picture) {
        at.set(picture);
        windowRobot.until(
                "the plan",
                () -> atReview()
                        && windowRobot.find(Label.class, "reading").isEmpty()
                        && windowRobot
                                .find(ListView.class, "steps")
                                .filter(l -> !l.getItems().isEmpty())
                                .isPresent());
        pictures.take(picture);
    }

    /** The drill is not offered on a project of production, and its review says so. */
    private boolean atReview() {
        return windowRobot.heading(window.messages().get("accessPages.review.heading"))
                || windowRobot.heading(window.messages().get("accessPages.review.heading.blocked"));
    }

    /** The roles of a project where one is in progress. */
    void roles(String project) {
        try {
            at.set("roles");
            go(project, Place.OfProject.ROLES);
            windowRobot.until(
                    "the roles",
                    () -> windowRobot.heading(window.messages().get("roles.page.heading"))
                            && windowRobot
                                    .find(TableView.class, "table")
                                    .filter(t -> !t.getItems().isEmpty())
                                    .isPresent());
            pictures.take("roles");
        } catch (RuntimeException e) {
            pictures.takeFailed(at.get());
            throw e;
        }
    }

    private void go(String project, String tab) {
        FxThread.ask(() -> {
            window.navigator().go(new Place.OfProject(project, tab));
            return null;
        });
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
