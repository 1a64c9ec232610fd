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

/** Shows the key choice: a list from KMS, a field for a copied identifier, or the form for a new key. */
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
    private RadioButton create;

    @FXML
    private VBox createFields;

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
        ways();
        Nodes.showIf(pickFields, model.pickingProperty());
        Nodes.showIf(createFields, model.creatingProperty());
        var entering = Bindings.not(Bindings.or(model.pickingProperty(), model.creatingProperty()));
        Nodes.showIf(enterFields, entering.map(b -> b));
        Nodes.showIf(
                regionFields,
                Bindings.or(model.pickingProperty(), Bindings.and(entering, model.needsRegionProperty()))
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

    private void ways() {
        var messages = views.uiText().messages();
        pick.setText(model.account()
                .map(a -> messages.get("enable.key.pick", a))
                .orElseGet(() -> messages.get("enable.key.pickNoAws")));
        pick.setDisable(model.account().isEmpty());
        create.setText(model.account()
                .map(a -> messages.get("enable.key.create", a))
                .orElseGet(() -> messages.get("enable.key.createNoAws")));
        create.setDisable(model.account().isEmpty());
        create.setVisible(model.newKey().isPresent());
        create.setManaged(model.newKey().isPresent());
        model.newKey().ifPresent(form -> createFields.getChildren().setAll(new NewKeyPageView(views, form).node()));
        model.pickingProperty().subscribe(_ -> ways.selectToggle(way()));
        model.creatingProperty().subscribe(_ -> ways.selectToggle(way()));
        ways.selectedToggleProperty().addListener((_, _, now) -> {
            if (now == create) {
                model.creatingProperty().set(true);
            } else {
                model.pickingProperty().set(now == pick);
                model.creatingProperty().set(false);
            }
        });
    }

    private RadioButton way() {
        if (model.creatingProperty().get()) {
            return create;
        }
        return model.pickingProperty().get() ? pick : enter;
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
        var none = model.newKey().isPresent() ? "enable.key.noneCreate" : "enable.key.none";
        model.listingProperty()
                .subscribe(reading -> empty.setHeading(messages.get(reading ? "enable.key.listing" : none)));
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
