package dev.cmkconsole.ui.alerts;

import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** Shows the fields for acknowledging an open alert. */
final class AcknowledgePageView {
    private final AcknowledgePageViewModel model;
    private final Parent root;

    @FXML
    private Label subject;

    @FXML
    private Label untilLabel;

    @FXML
    private TextField until;

    @FXML
    private Label untilError;

    @FXML
    private Label commentLabel;

    @FXML
    private TextField comment;

    @FXML
    private Label commentError;

    AcknowledgePageView(ViewLoader views, AcknowledgePageViewModel model) {
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        subject.setText(model.subject());
        field(untilLabel, until, untilError, model.untilErrorProperty());
        until.textProperty().bindBidirectional(model.untilProperty());
        field(commentLabel, comment, commentError, model.commentErrorProperty());
        comment.textProperty().bindBidirectional(model.commentProperty());
    }

    private static void field(Label label, TextField field, Label error, ReadOnlyStringProperty message) {
        label.setLabelFor(field);
        error.textProperty().bind(message);
        Nodes.showIf(error, message.map(m -> !m.isEmpty()));
        message.subscribe(m -> {
            field.setAccessibleHelp(m);
            if (!m.isEmpty()) {
                field.requestFocus();
            }
        });
    }

    Parent node() {
        return root;
    }
}
