package dev.cmkconsole.ui.clusters;

import dev.cmkconsole.ui.view.CloudRegions;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.RegionBox;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.util.StringConverter;

/** Shows the form for a new cluster. */
final class NewClusterView {
    private final NewClusterViewModel model;
    private final Runnable review;
    private final Runnable back;
    private final Parent root;

    @FXML
    private Label nameLabel;

    @FXML
    private TextField name;

    @FXML
    private Label nameError;

    @FXML
    private Label cloudLabel;

    @FXML
    private ComboBox<String> cloud;

    @FXML
    private Label regionLabel;

    @FXML
    private RegionBox<String> region;

    @FXML
    private Label regionError;

    @FXML
    private Label sizeLabel;

    @FXML
    private ComboBox<String> size;

    @FXML
    private CheckBox backup;

    NewClusterView(ViewLoader views, NewClusterViewModel model, Runnable review, Runnable back) {
        this.model = model;
        this.review = review;
        this.back = back;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        nameLabel.setLabelFor(name);
        cloudLabel.setLabelFor(cloud);
        regionLabel.setLabelFor(region);
        sizeLabel.setLabelFor(size);
        cloud.getItems().setAll(model.clouds());
        size.getItems().setAll(model.sizes());
        region.setItems(model.regions());
        region.setConverter(new RegionNames());
        name.textProperty().bindBidirectional(model.nameProperty());
        cloud.valueProperty().bindBidirectional(model.cloudProperty());
        region.valueProperty().bindBidirectional(model.regionProperty());
        size.valueProperty().bindBidirectional(model.sizeProperty());
        backup.selectedProperty().bindBidirectional(model.backupProperty());
        nameError.textProperty().bind(model.nameErrorProperty());
        Nodes.showIf(nameError, model.nameErrorProperty().map(e -> !e.isEmpty()));
        regionError.textProperty().bind(model.regionErrorProperty());
        Nodes.showIf(regionError, model.regionErrorProperty().map(e -> !e.isEmpty()));
        model.nameErrorProperty().subscribe(error -> {
            name.setAccessibleHelp(error);
            if (!error.isEmpty()) {
                name.requestFocus();
            }
        });
    }

    @FXML
    private void review() {
        review.run();
    }

    @FXML
    private void back() {
        back.run();
    }

    void focus() {
        name.requestFocus();
    }

    Parent node() {
        return root;
    }

    /** Shows a region as its cloud names it; the selected value keeps Atlas' spelling. */
    private final class RegionNames extends StringConverter<String> {
        @Override
        public String toString(String atlasName) {
            return atlasName == null
                    ? ""
                    : CloudRegions.of(model.cloudProperty().get(), atlasName);
        }

        @Override
        public String fromString(String text) {
            throw new UnsupportedOperationException("a region is chosen, not typed");
        }
    }
}
