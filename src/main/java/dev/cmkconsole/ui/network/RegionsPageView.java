package dev.cmkconsole.ui.network;

import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.view.WrappingCell;
import javafx.collections.FXCollections;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Lists the regions of a project and offers both changes. */
final class RegionsPageView {
    private final RegionsPageViewModel model;
    private final Parent root;

    @FXML
    private Label state;

    @FXML
    private Label listLabel;

    @FXML
    private ListView<RegionRow> regions;

    @FXML
    private Label unread;

    @FXML
    private ToggleGroup wishes;

    @FXML
    private RadioButton on;

    @FXML
    private RadioButton off;

    @FXML
    private Label moreLabel;

    @FXML
    private ComboBox<String> more;

    @FXML
    private Label error;

    RegionsPageView(ViewLoader views, RegionsPageViewModel model) {
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        state.setText(model.state());
        listLabel.setLabelFor(regions);
        regions.setItems(FXCollections.observableList(model.rows()));
        regions.setCellFactory(_ -> new Cell());
        unread.setText(model.unread());
        Nodes.show(unread, !model.unread().isEmpty());
        on.setUserData(true);
        off.setUserData(false);
        model.wantedProperty()
                .subscribe(wanted -> wishes.getToggles().stream()
                        .filter(t -> t.getUserData().equals(wanted))
                        .findFirst()
                        .ifPresent(wishes::selectToggle));
        wishes.selectedToggleProperty()
                .addListener(
                        (_, _, now) -> model.wantedProperty().set(now == null ? null : (Boolean) now.getUserData()));
        moreLabel.setLabelFor(more);
        more.setItems(FXCollections.observableList(model.others()));
        more.valueProperty().bindBidirectional(model.moreProperty());
        more.disableProperty().bind(on.selectedProperty().not());
        error.textProperty().bind(model.errorProperty());
        Nodes.showIf(error, model.errorProperty().map(e -> !e.isEmpty()));
    }

    private static final class Cell extends WrappingCell<RegionRow> {
        private final Label name = Nodes.wrapping("", "strong");
        private final Label clusters = Nodes.wrapping("");
        private final Label key = Nodes.wrapping("", "muted");
        private final Label advice = Nodes.wrapping("", "muted");
        private final StatusBadge endpoint = new StatusBadge();

        Cell() {
            super(new HBox());
            var words = new VBox(name, clusters, key, advice);
            HBox.setHgrow(words, Priority.ALWAYS);
            words.setMinWidth(0);
            var row = (HBox) content();
            row.getStyleClass().add("step-row");
            row.getChildren().setAll(words, endpoint);
        }

        @Override
        protected void show(RegionRow row) {
            name.setText(row.region().id());
            clusters.setText(row.clusters());
            key.setText(row.key());
            advice.setText(row.advice());
            Nodes.show(advice, !row.advice().isEmpty());
            endpoint.setBadge(row.endpoint());
            setAccessibleText(String.join(
                    ", ",
                    row.region().id(),
                    row.clusters(),
                    row.key(),
                    row.endpoint().word(),
                    row.advice()));
        }
    }

    Parent node() {
        return root;
    }
}
