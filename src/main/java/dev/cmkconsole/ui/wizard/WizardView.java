package dev.cmkconsole.ui.wizard;

import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardViewModel.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/**
 * Shows a wizard's pages in their frame: list of pages, question, and buttons. Each page's view is created once and
 * kept.
 */
public final class WizardView {
    private final WizardViewModel model;
    private final ViewLoader views;
    private final Function<WizardPage, Node> pages;
    private final Map<String, Node> made = new HashMap<>();
    private final Parent root;
    private Subscription headingText = () -> {};

    @FXML
    private Label title;

    @FXML
    private ScrollPane stepsScroll;

    @FXML
    private VBox steps;

    @FXML
    private Label heading;

    @FXML
    private StackPane content;

    @FXML
    private Button stop;

    @FXML
    private Label note;

    @FXML
    private ProgressIndicator busy;

    @FXML
    private Button previous;

    @FXML
    private Button next;

    /**
     * @param pages creates the view of a page when it is first shown
     */
    public WizardView(ViewLoader views, WizardViewModel model, Function<WizardPage, Node> pages) {
        this.views = views;
        this.model = model;
        this.pages = pages;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        title.setText(model.title());
        Nodes.showIf(busy, model.busyProperty());
        ObservableValue<WizardPage.Footer> footer =
                model.currentProperty().flatMap(_ -> model.page().footer());
        footer.subscribe((WizardPage.Footer buttons) -> show(buttons));
        model.currentProperty().subscribe(_ -> show());
    }

    private void show(WizardPage.Footer footer) {
        stop.setText(footer.stop());
        Nodes.show(stop, !footer.stop().isEmpty());
        note.setText(footer.note());
        Nodes.show(previous, model.canGoBack());
        next.setText(footer.next());
        Nodes.show(next, !footer.next().isEmpty());
        next.setDefaultButton(!footer.commits());
        stop.setDefaultButton(footer.stopIsDefault());
        next.getStyleClass().removeAll("accent", "danger");
        if (footer.ready()) {
            next.getStyleClass().add(footer.stopIsDefault() ? "danger" : "accent");
        }
    }

    private void show() {
        var page = model.page();
        headingText.unsubscribe();
        headingText = page.heading().subscribe(heading::setText);
        content.getChildren().setAll(made.computeIfAbsent(page.id(), _ -> views.give(pages.apply(page))));
        steps.getChildren().clear();
        for (int i = 0; i < model.pages().size(); i++) {
            steps.getChildren().add(step(i));
        }
        stepsScroll.setVvalue(
                model.pages().size() < 2
                        ? 0
                        : (double) model.currentProperty().get()
                                / (model.pages().size() - 1));
        // Two pages may have equal buttons, so the footer does not change although the first page has no way back.
        show(page.footer().getValue());
        heading.requestFocus();
    }

    private Node step(int index) {
        var page = model.pages().get(index);
        Standing standing = model.standing(index);
        var messages = views.uiText().messages();
        String said =
                page.name() + ", " + messages.get("wizard." + standing.name().toLowerCase(java.util.Locale.ROOT));
        var icon = Nodes.icon(
                switch (standing) {
                    case BEHIND -> "fth-check";
                    case HERE -> "fth-chevron-right";
                    case AHEAD -> "fth-circle";
                });
        if (standing == Standing.BEHIND && model.canGoBack() && page.returnable()) {
            var link = new Hyperlink(page.name(), icon);
            link.setOnAction(_ -> model.returnTo(index));
            link.setAccessibleText(said);
            link.getStyleClass().addAll("wizard-step", "wizard-behind");
            return link;
        }
        var label = new Label(page.name(), icon);
        label.setAccessibleText(said);
        label.getStyleClass().addAll("wizard-step", "wizard-" + standing.name().toLowerCase(java.util.Locale.ROOT));
        return label;
    }

    @FXML
    private void next() {
        model.next();
    }

    @FXML
    private void back() {
        model.back();
    }

    @FXML
    private void stop() {
        model.stop();
    }

    public Parent node() {
        return root;
    }
}
