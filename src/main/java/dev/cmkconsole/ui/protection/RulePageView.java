package dev.cmkconsole.ui.protection;

import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;

/** Shows the organization's policies, and the choices of a rule about keys. */
final class RulePageView {
    private final RulePageViewModel model;
    private final Parent root;

    @FXML
    private Label present;

    @FXML
    private RadioButton on;

    @FXML
    private RadioButton off;

    @FXML
    private CheckBox everywhere;

    @FXML
    private CheckBox searchNodes;

    RulePageView(ViewLoader views, RulePageViewModel model) {
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        present.setText(model.presentSaid());
        on.setSelected(!model.offProperty().get());
        off.setSelected(model.offProperty().get());
        model.offProperty().bind(off.selectedProperty());
        everywhere.selectedProperty().bindBidirectional(model.everywhereProperty());
        searchNodes.selectedProperty().bindBidirectional(model.searchNodesProperty());
        searchNodes.disableProperty().bind(off.selectedProperty());
    }

    Parent node() {
        return root;
    }
}
