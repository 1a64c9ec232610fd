package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.RegionBox;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Shows the form for a new key. */
final class NewKeyPageView {
    private final NewKeyPageViewModel model;
    private final Parent root;

    @FXML
    private Label aliasLabel;

    @FXML
    private TextField alias;

    @FXML
    private Label aliasError;

    @FXML
    private Label descriptionLabel;

    @FXML
    private TextField description;

    @FXML
    private Label descriptionError;

    @FXML
    private Label regionLabel;

    @FXML
    private RegionBox<AwsRegion> region;

    @FXML
    private CheckBox rotating;

    @FXML
    private VBox periodFields;

    @FXML
    private Label periodLabel;

    @FXML
    private TextField period;

    @FXML
    private Label periodError;

    @FXML
    private CheckBox multiRegion;

    @FXML
    private Label tagsLabel;

    @FXML
    private TextArea tags;

    @FXML
    private Label tagsError;

    @FXML
    private ProblemBanner problem;

    NewKeyPageView(ViewLoader views, NewKeyPageViewModel model) {
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        labels();
        region.getItems().setAll(model.regions());
        region.valueProperty().bindBidirectional(model.regionProperty());
        alias.textProperty().bindBidirectional(model.aliasProperty());
        description.textProperty().bindBidirectional(model.descriptionProperty());
        tags.textProperty().bindBidirectional(model.tagsProperty());
        period.textProperty().bindBidirectional(model.periodProperty());
        rotating.selectedProperty().bindBidirectional(model.rotatingProperty());
        multiRegion.selectedProperty().bindBidirectional(model.multiRegionProperty());
        Nodes.showIf(periodFields, model.rotatingProperty());
        say(tagsError, model.tagsErrorProperty(), tags);
        say(periodError, model.periodErrorProperty(), period);
        say(descriptionError, model.descriptionErrorProperty(), description);
        say(aliasError, model.aliasErrorProperty(), alias);
        problem.problemProperty().bind(model.problemProperty());
    }

    private void labels() {
        aliasLabel.setLabelFor(alias);
        descriptionLabel.setLabelFor(description);
        regionLabel.setLabelFor(region);
        periodLabel.setLabelFor(period);
        tagsLabel.setLabelFor(tags);
    }

    private static void say(Label label, ReadOnlyStringProperty words, Node field) {
        label.textProperty().bind(words);
        Nodes.showIf(label, words.map(w -> !w.isEmpty()));
        words.subscribe(error -> {
            field.setAccessibleHelp(error);
            if (!error.isEmpty()) {
                field.requestFocus();
            }
        });
    }

    Parent node() {
        return root;
    }
}
