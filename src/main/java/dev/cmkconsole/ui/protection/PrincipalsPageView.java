package dev.cmkconsole.ui.protection;

import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;

/** Shows who may end the key, and the field for who shall. */
final class PrincipalsPageView {
    private final PrincipalsPageViewModel model;
    private final Parent root;

    @FXML
    private Label present;

    @FXML
    private Label principalsLabel;

    @FXML
    private TextArea principals;

    @FXML
    private Label error;

    @FXML
    private CheckBox handOn;

    PrincipalsPageView(ViewLoader views, PrincipalsPageViewModel model) {
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        present.setText(model.presentSaid());
        principalsLabel.setLabelFor(principals);
        principals.textProperty().bindBidirectional(model.principalsProperty());
        handOn.selectedProperty().bindBidirectional(model.handOnProperty());
        error.textProperty().bind(model.errorProperty());
        Nodes.showIf(error, model.errorProperty().map(m -> !m.isEmpty()));
        model.errorProperty().subscribe(m -> {
            principals.setAccessibleHelp(m);
            if (!m.isEmpty()) {
                principals.requestFocus();
            }
        });
    }

    Parent node() {
        return root;
    }
}
