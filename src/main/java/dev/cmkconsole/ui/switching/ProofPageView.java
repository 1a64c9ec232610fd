package dev.cmkconsole.ui.switching;

import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.FactGrid;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Shows the state that was read back at the end. */
final class ProofPageView {
    private final ProofPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private FactGrid facts;

    @FXML
    private CopyButton copyReport;

    @FXML
    private Button look;

    @FXML
    private Label retire;

    ProofPageView(ViewLoader views, ProofPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        copyReport.setSource(model::report);
        copyReport.setWord(views.uiText().messages().get("run.copyReport"));
        look.disableProperty().bind(model.lookingProperty());
        retire.setText(model.retire());
        facts.show(model.facts());
        model.facts().addListener((ListChangeListener<Fact>) _ -> facts.show(model.facts()));
    }

    @FXML
    private void look() {
        model.look();
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
