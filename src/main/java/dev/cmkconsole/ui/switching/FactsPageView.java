package dev.cmkconsole.ui.switching;

import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.FactGrid;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Shows the configuration and what depends on it, and asks for the key's ARN if it is unknown. */
final class FactsPageView {
    private final FactsPageViewModel model;
    private final Parent root;

    @FXML
    private FactGrid facts;

    @FXML
    private VBox keyFields;

    @FXML
    private Label arnLabel;

    @FXML
    private TextField arn;

    @FXML
    private Label arnError;

    FactsPageView(ViewLoader views, FactsPageViewModel model) {
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        facts.show(model.facts());
        model.facts().addListener((ListChangeListener<Fact>) _ -> facts.show(model.facts()));
        Nodes.show(keyFields, model.asksForKey());
        arnLabel.setLabelFor(arn);
        arn.textProperty().bindBidirectional(model.arnProperty());
        arnError.textProperty().bind(model.arnErrorProperty());
        Nodes.showIf(arnError, model.arnErrorProperty().map(e -> !e.isEmpty()));
        model.arnErrorProperty().subscribe(error -> {
            arn.setAccessibleHelp(error);
            if (!error.isEmpty()) {
                arn.requestFocus();
            }
        });
    }

    Parent node() {
        return root;
    }
}
