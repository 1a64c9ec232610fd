package dev.cmkconsole.ui.enable;

import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/** Shows the state that was read back at the end. */
final class ResultPageView {
    private final ResultPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private GridPane facts;

    @FXML
    private Label about;

    @FXML
    private CopyButton copyReport;

    ResultPageView(ViewLoader views, ResultPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        copyReport.setSource(model::report);
        copyReport.setWord(views.uiText().messages().get("run.copyReport"));
        about.textProperty().bind(model.aboutProperty());
        model.facts().addListener((ListChangeListener<ResultPageViewModel.Fact>) _ -> show());
        show();
    }

    private void show() {
        facts.getChildren().clear();
        int row = 0;
        for (var fact : model.facts()) {
            var label = new Label(fact.label());
            label.getStyleClass().add("field-label");
            label.setMinWidth(Label.USE_PREF_SIZE);
            facts.addRow(row++, label, value(fact));
        }
    }

    /** Shows identifiers in full, on as many lines as they need, because auditors compare them. */
    private Node value(ResultPageViewModel.Fact fact) {
        if (!fact.identifier()) {
            return Nodes.wrapping(fact.value());
        }
        var copy = new CopyButton(fact::value);
        copy.setWhat(fact.label());
        var row = new HBox(4, Nodes.wrapping(fact.value(), "identifier"), copy);
        row.setAlignment(Pos.CENTER_LEFT);
        copy.setMinWidth(CopyButton.USE_PREF_SIZE);
        return views.give(row);
    }

    @FXML
    private void showReport() {
        model.showReport();
    }

    @FXML
    private void saveReport() {
        model.saveReport();
    }

    Parent node() {
        return root;
    }
}
