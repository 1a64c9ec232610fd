package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Shows the ways in which KMS can rotate the key material. */
final class MaterialPageView {
    private final MaterialPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private ToggleGroup ways;

    @FXML
    private Label now;

    @FXML
    private RadioButton byItself;

    @FXML
    private RadioButton once;

    @FXML
    private VBox periodFields;

    @FXML
    private Label periodLabel;

    @FXML
    private TextField period;

    @FXML
    private Label periodError;

    @FXML
    private Label obstacle;

    @FXML
    private ProblemBanner problem;

    MaterialPageView(ViewLoader views, MaterialPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        now.setText(views.uiText().messages().get("rotating.now", model.now()));
        periodLabel.setLabelFor(period);
        model.onceProperty().subscribe(on -> ways.selectToggle(on ? once : byItself));
        ways.selectedToggleProperty()
                .addListener((_, _, chosen) -> model.onceProperty().set(chosen == once));
        Nodes.showIf(periodFields, model.onceProperty().map(on -> !on));
        period.textProperty().bindBidirectional(model.periodProperty());
        periodError.textProperty().bind(model.periodErrorProperty());
        Nodes.showIf(periodError, model.periodErrorProperty().map(e -> !e.isEmpty()));
        model.periodErrorProperty().subscribe(error -> {
            period.setAccessibleHelp(error);
            if (!error.isEmpty()) {
                period.requestFocus();
            }
        });
        obstacle.textProperty().bind(model.obstacleProperty());
        Nodes.showIf(obstacle, model.obstacleProperty().map(o -> !o.isEmpty()));
        problem.problemProperty().bind(model.problemProperty());
    }

    Parent node() {
        return root;
    }
}
