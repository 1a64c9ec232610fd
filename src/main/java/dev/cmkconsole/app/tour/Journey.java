package dev.cmkconsole.app.tour;

import dev.cmkconsole.ui.ConsoleWindow;
import dev.cmkconsole.ui.access.KeyRow;
import dev.cmkconsole.ui.check.CheckList;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.StepLine;
import dev.cmkconsole.ui.plan.StepList;
import dev.cmkconsole.ui.task.FxThread;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/** Walks through the program screen by screen: a project gets its own key, and its clusters use it. */
final class Journey {
    private final ConsoleWindow window;
    private final WindowRobot windowRobot;
    private final Pictures pictures;
    private final Project project;
    private final AtomicReference<String> at = new AtomicReference<>("start");

    /**
     * The project that the journey works on.
     *
     * @param existingRole name of an existing IAM role to choose; null creates a new role
     * @param broken id of another project, whose key Atlas cannot use
     * @param suffix suffix of the picture names
     */
    public record Project(String id, String alias, String existingRole, String broken, String suffix) {}

    Journey(ConsoleWindow window, Pictures pictures, Project project) {
        this.window = window;
        this.windowRobot = new WindowRobot(window.scene());
        this.pictures = pictures;
        this.project = project;
    }

    void make() {
        try {
            projects();
            enable();
            clusters();
            check("check", project.id());
            check("check-failing", project.broken());
            rescue();
            history();
        } catch (RuntimeException e) {
            pictures.takeFailed(at.get() + project.suffix());
            throw e;
        }
    }

    private void picture(String name) {
        pictures.take(name + project.suffix());
    }

    private void go(String screen, Place place) {
        at.set(screen);
        FxThread.ask(() -> {
            window.navigator().go(place);
            return null;
        });
    }

    private void projects() {
        go("projects", new Place.Projects());
        windowRobot.until("the projects", () -> windowRobot.rows("table") > 0);
        windowRobot.until(
                "all projects read",
                () -> windowRobot.find(ProgressBar.class, "progress").isEmpty());
        picture("projects");
        go("project", new Place.OfProject(project.id(), Place.OfProject.OVERVIEW));
        windowRobot.until(
                "the project read",
                () -> windowRobot.find(Label.class, "readLabel").isPresent());
        picture("project");
    }

    private void enable() {
        go("enable-role", new Place.OfProject(project.id(), Place.OfProject.ENABLE));
        windowRobot.see(RadioButton.class, "makeNew");
        if (project.existingRole() != null) {
            windowRobot.press("resumeExisting");
            windowRobot.until(
                    "the roles",
                    () -> windowRobot
                            .find(ComboBox.class, "pick")
                            .filter(c -> !c.getItems().isEmpty())
                            .isPresent());
            windowRobot.use(ComboBox.class, "pick", this::pickRole);
        }
        picture("enable-role");
        windowRobot.press("next");
        at.set("enable-key");
        windowRobot.choose("keys", KeyRow.class, key -> key.name().equals(project.alias()));
        picture("enable-key");
        if (project.existingRole() == null) {
            newKey();
        }
        windowRobot.press("next");
        hands("enable-trust", "accessPages.trust.heading");
        hands("enable-access", "accessPages.access.heading");
        at.set("enable-review");
        windowRobot.until(
                "the plan",
                () -> windowRobot.find(Label.class, "reading").isEmpty()
                        && steps() > 0
                        && windowRobot.find(Button.class, "next").isPresent());
        picture("enable-review");
        windowRobot.press("next");
        at.set("enable-run");
        windowRobot.until(
                "the first refusal while IAM settles, or the end",
                () -> windowRobot.find(HBox.class, "retry").isPresent()
                        || windowRobot.find(GridPane.class, "facts").isPresent());
        if (project.existingRole() == null) {
            picture("enable-run");
        }
        at.set("enable-result");
        windowRobot.until(
                "the result",
                () -> windowRobot
                        .find(GridPane.class, "facts")
                        .filter(facts -> !facts.getChildren().isEmpty())
                        .isPresent());
        picture("enable-result");
        windowRobot.press("next");
    }

    /** Looks at the form for a new key, and returns to the key that was chosen. */
    private void newKey() {
        at.set("enable-new-key");
        windowRobot.press("create");
        windowRobot.see(TextField.class, "alias");
        picture("enable-new-key");
        windowRobot.press("pick");
    }

    @SuppressWarnings("unchecked")
    private <T> void pickRole(ComboBox<?> box) {
        var roles = (ComboBox<T>) box;
        roles.getItems().stream()
                .filter(role -> roles.getConverter().toString(role).equals(project.existingRole()))
                .findFirst()
                .ifPresent(roles.getSelectionModel()::select);
    }

    private void rescue() {
        go("rescue", new Place.OfProject(project.broken(), Place.OfProject.RESCUE));
        windowRobot.until(
                "the cause", () -> windowRobot.heading(window.messages().get("rescue.page.heading")));
        picture("rescue");
    }

    private void hands(String screen, String heading) {
        at.set(screen);
        windowRobot.until(
                screen,
                () -> windowRobot.heading(window.messages().get(heading))
                        && windowRobot.find(Label.class, "reading").isEmpty()
                        && (windowRobot.find(RadioButton.class, "user").isPresent()
                                || windowRobot.find(Label.class, "nothing").isPresent()));
        picture(screen);
        windowRobot.press("next");
    }

    private int steps() {
        return windowRobot
                .find(ListView.class, "steps")
                .map(l -> l.getItems().size())
                .orElse(0);
    }

    private void clusters() {
        at.set("clusters");
        windowRobot.until(
                "the clusters",
                () -> windowRobot.find(Button.class, "review").isPresent() && windowRobot.rows("table") > 0);
        picture("clusters");
        windowRobot.press("all");
        windowRobot.press("review");
        at.set("clusters-review");
        windowRobot.until(
                "the plan",
                () -> steps() > 0 && windowRobot.find(Button.class, "apply").isPresent());
        picture("clusters-review");
        windowRobot.press("apply");
        at.set("clusters-run");
        windowRobot.until(
                "a cluster under way",
                () -> windowRobot.find(ListView.class, "steps").isPresent()
                        && windowRobot.find(Button.class, "stop").isPresent());
        windowRobot.until(
                "a cluster being rewritten",
                () -> waiting() || windowRobot.find(HBox.class, "ending").isPresent());
        picture("clusters-run");
        at.set("clusters-done");
        windowRobot.until(
                "the clusters done",
                () -> windowRobot.find(HBox.class, "ending").isPresent());
        picture("clusters-done");
        windowRobot.press("toTable");
    }

    private boolean waiting() {
        return windowRobot.find(StepList.class, "steps").stream()
                .flatMap(l -> l.getItems().stream())
                .anyMatch(l -> l.mark() == StepLine.Mark.WAITING);
    }

    private void check(String screen, String id) {
        go(screen, new Place.OfProject(id, Place.OfProject.CHECK));
        windowRobot.until(
                "the project read",
                () -> windowRobot.find(Label.class, "readLabel").isPresent());
        windowRobot.until(
                "everything checked",
                () -> windowRobot.find(Button.class, "again").isPresent()
                        && windowRobot
                                .find(CheckList.class, "list")
                                .filter(l -> !l.getItems().isEmpty())
                                .isPresent());
        picture(screen);
    }

    private void history() {
        go("history", new Place.History(Optional.of(project.id()), Optional.empty()));
        windowRobot.until(
                "the history",
                () -> windowRobot.find(Control.class, "procedures").isPresent() && windowRobot.rows("table") > 0);
        // Rows from an earlier visit may still be shown. Replacing them clears the selection.
        windowRobot.until("the details", () -> {
            windowRobot
                    .find(TableView.class, "table")
                    .filter(table -> table.getSelectionModel().isEmpty())
                    .ifPresent(table -> table.getSelectionModel().select(0));
            return windowRobot.find(Button.class, "run").isPresent();
        });
        picture("history");
    }
}
