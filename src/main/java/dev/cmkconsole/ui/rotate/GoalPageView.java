package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.ui.view.FactGrid;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;

/** Shows the present key and the available changes. */
final class GoalPageView {
    private final GoalPageViewModel model;
    private final Parent root;

    @FXML
    private ToggleGroup goals;

    @FXML
    private RadioButton material;

    @FXML
    private RadioButton newKey;

    @FXML
    private RadioButton otherKey;

    @FXML
    private RadioButton otherRegion;

    @FXML
    private FactGrid facts;

    @FXML
    private Label error;

    GoalPageView(ViewLoader views, GoalPageViewModel model) {
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        facts.show(model.facts());
        material.setUserData(Goal.MATERIAL);
        newKey.setUserData(Goal.NEW_KEY);
        otherKey.setUserData(Goal.OTHER_KEY);
        otherRegion.setUserData(Goal.REGION);
        model.goalProperty()
                .subscribe(goal -> goals.getToggles().stream()
                        .filter(t -> t.getUserData() == goal)
                        .findFirst()
                        .ifPresent(goals::selectToggle));
        goals.selectedToggleProperty()
                .addListener((_, _, now) -> model.goalProperty().set(now == null ? null : (Goal) now.getUserData()));
        error.textProperty().bind(model.errorProperty());
        Nodes.showIf(error, model.errorProperty().map(e -> !e.isEmpty()));
        error.layoutYProperty().subscribe(_ -> scrollToError());
        error.visibleProperty().subscribe(_ -> scrollToError());
    }

    /** The reason stands below the last choice, which a low window cuts off. */
    private void scrollToError() {
        if (error.isVisible() && root instanceof ScrollPane scroll) {
            scroll.setVvalue(scroll.getVmax());
        }
    }

    Parent node() {
        return root;
    }
}
