package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.ui.view.EmptyState;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.RegionBox;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Shows the key choice: a list from KMS, or a field for a copied identifier. */
public final class KeyPageView {
    private final KeyPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private ToggleGroup ways;

    @FXML
    private RadioButton pick;

    @FXML
    private RadioButton enter;

    @FXML
    private VBox pickFields;

    @FXML
    private Label listLabel;

    @FXML
    private ListView<KeyRow> keys;

    @FXML
    private Label pickError;

    @FXML
    private VBox regionFields;

    @FXML
    private Label regionLabel;

    @FXML
    private RegionBox<AwsRegion> region;

    @FXML
    private VBox enterFields;

    @FXML
    private Label fieldLabel;

    @FXML
    private TextField field;

    @FXML
    private Label hint;

    @FXML
    private Label enteredError;

    @FXML
    private ProblemBanner problem;

    public KeyPageView(ViewLoader views, KeyPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        var messages = views.uiText().messages();
        pick.setText(model.account()
                .map(a -> messages.get("enable.key.pick", a))
                .orElseGet(() -> messages.get("enable.key.pickNoAws")));
        pick.setDisable(model.account().isEmpty());
        model.pickingProperty().subscribe(on -> ways.selectToggle(on ? pick : enter));
        ways.selectedToggleProperty()
                .addListener((_, _, now) -> model.pickingProperty().set(now == pick));
        Nodes.showIf(pickFields, model.pickingProperty());
        Nodes.showIf(enterFields, model.pickingProperty().map(on -> !on));
        Nodes.showIf(
                regionFields,
                Bindings.or(model.pickingProperty(), model.needsRegionProperty())
                        .map(b -> b));
        labels();
        region.getItems().setAll(model.regions());
        region.valueProperty().bindBidirectional(model.regionProperty());
        list();
        field.textProperty().bindBidirectional(model.enteredProperty());
        say(hint, model.hintProperty());
        say(enteredError, model.enteredErrorProperty());
        say(pickError, model.pickErrorProperty());
        model.enteredErrorProperty().subscribe(error -> {
            field.setAccessibleHelp(error);
            if (!error.isEmpty()) {
                field.requestFocus();
            }
        });
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::listKeys);
    }

    private void labels() {
        listLabel.setLabelFor(keys);
        regionLabel.setLabelFor(region);
        fieldLabel.setLabelFor(field);
    }

    private static void say(Label label, javafx.beans.value.ObservableValue<String> words) {
        label.textProperty().bind(words);
        Nodes.showIf(label, words.map(w -> !w.isEmpty()));
    }

    private void list() {
        keys.setItems(model.keys());
        keys.setCellFactory(_ -> new KeyCell());
        var messages = views.uiText().messages();
        var empty = new EmptyState();
        empty.setIcon("fth-key");
        model.listingProperty()
                .subscribe(
                        reading -> empty.setHeading(messages.get(reading ? "enable.key.listing" : "enable.key.none")));
        keys.setPlaceholder(empty);
        keys.getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, row) -> model.pickedProperty().set(row));
        model.pickedProperty().subscribe(row -> {
            if (row != null) {
                keys.getSelectionModel().select(row);
                keys.scrollTo(row);
            }
        });
    }

    public Parent node() {
        return root;
    }
}
