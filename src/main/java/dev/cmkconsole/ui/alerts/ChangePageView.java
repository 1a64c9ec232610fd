package dev.cmkconsole.ui.alerts;

import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.RecipientKind;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Shows the fields for changing alerts. */
final class ChangePageView {
    private final ChangePageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private VBox alerts;

    @FXML
    private Label alertsError;

    @FXML
    private VBox daysFields;

    @FXML
    private Label daysLabel;

    @FXML
    private TextField days;

    @FXML
    private Label daysError;

    @FXML
    private Label kindLabel;

    @FXML
    private ComboBox<RecipientKind> kind;

    @FXML
    private VBox whoFields;

    @FXML
    private Label whoLabel;

    @FXML
    private TextField who;

    @FXML
    private Label whoError;

    ChangePageView(ViewLoader views, ChangePageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        var messages = views.uiText().messages();
        for (var alert : KeyAlert.values()) {
            var box = new CheckBox(model.name(alert));
            box.selectedProperty().bindBidirectional(model.chosenProperty(alert));
            alerts.getChildren().add(box);
        }
        error(alertsError, model.alertsErrorProperty(), alerts.getChildren().getFirst());
        daysLabel.setLabelFor(days);
        days.textProperty().bindBidirectional(model.daysProperty());
        Nodes.showIf(daysFields, model.chosenProperty(KeyAlert.NEEDS_ROTATION));
        error(daysError, model.daysErrorProperty(), days);
        kindLabel.setLabelFor(kind);
        Nodes.choices(
                kind,
                model.kindProperty(),
                Stream.of(RecipientKind.values()).filter(RecipientKind::addable).toArray(RecipientKind[]::new),
                messages.get("alertsTab.kind.none"),
                k -> messages.get("alertsTab.kind." + k));
        whoLabel.setLabelFor(who);
        whoLabel.textProperty().bind(model.kindProperty().map(model::whoHint).orElse(""));
        who.textProperty().bindBidirectional(model.whoProperty());
        Nodes.showIf(whoFields, model.kindProperty().map(_ -> true).orElse(false));
        error(whoError, model.whoErrorProperty(), who);
    }

    /** Shows the message beside its field and leads there. */
    private static void error(Label label, ReadOnlyStringProperty message, Node field) {
        label.textProperty().bind(message);
        Nodes.showIf(label, message.map(m -> !m.isEmpty()));
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
