package dev.cmkconsole.ui.access;

import dev.cmkconsole.ui.plan.PlanView;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** Shows the plan before the run, and the reasons if it cannot run. */
final class ReviewPageView {
    private final ReviewPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private Label reading;

    @FXML
    private ProblemBanner problem;

    @FXML
    private Label error;

    @FXML
    private HBox checks;

    @FXML
    private Button showChecks;

    @FXML
    private StackPane plan;

    ReviewPageView(ViewLoader views, ReviewPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        Nodes.showIf(reading, model.readingProperty());
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::read);
        error.textProperty().bind(model.errorProperty());
        Nodes.showIf(error, model.errorProperty().map(e -> !e.isEmpty()));
        Nodes.showIf(checks, model.checksOpenProperty());
        showChecks.setOnAction(_ -> model.showChecks());
        plan.getChildren().setAll(new PlanView(views, model.plan(), model::accept).node());
    }

    Parent node() {
        return root;
    }
}
