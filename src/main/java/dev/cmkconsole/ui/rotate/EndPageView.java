package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.FactGrid;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;

/** Shows the state that was read back at the end. */
final class EndPageView {
    private final EndPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private FactGrid facts;

    @FXML
    private Label about;

    @FXML
    private CopyButton copyReport;

    EndPageView(ViewLoader views, EndPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        about.setText(model.about());
        copyReport.setSource(model::report);
        copyReport.setWord(views.uiText().messages().get("run.copyReport"));
        model.facts().addListener((ListChangeListener<Fact>) _ -> facts.show(model.facts()));
        facts.show(model.facts());
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
