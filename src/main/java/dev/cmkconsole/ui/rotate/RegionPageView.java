package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.ui.rotate.RegionPageViewModel.RegionRow;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.EmptyState;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.view.WrappingCell;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Shows the replicas of the key, and the regions that did not answer. */
final class RegionPageView {
    private final RegionPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private Label listLabel;

    @FXML
    private ListView<RegionRow> replicas;

    @FXML
    private Label note;

    @FXML
    private Label error;

    @FXML
    private ProblemBanner problem;

    RegionPageView(ViewLoader views, RegionPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        listLabel.setLabelFor(replicas);
        replicas.setItems(model.rows());
        replicas.setCellFactory(_ -> new Cell());
        var empty = new EmptyState();
        empty.setIcon("fth-globe");
        model.readingProperty()
                .subscribe(reading -> empty.setHeading(
                        views.uiText().messages().get(reading ? "rotating.region.reading" : "rotating.region.empty")));
        replicas.setPlaceholder(empty);
        replicas.getSelectionModel()
                .selectedItemProperty()
                .addListener((_, _, row) -> model.pickedProperty().set(row));
        model.pickedProperty().subscribe(row -> {
            if (row != null) {
                replicas.getSelectionModel().select(row);
            }
        });
        note.textProperty().bind(model.noteProperty());
        Nodes.showIf(note, model.noteProperty().map(n -> !n.isEmpty()));
        error.textProperty().bind(model.errorProperty());
        Nodes.showIf(error, model.errorProperty().map(e -> !e.isEmpty()));
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::read);
    }

    private static final class Cell extends WrappingCell<RegionRow> {
        private final Label name = Nodes.wrapping("", "strong");
        private final Label arn = Nodes.wrapping("", "identifier", "muted");
        private final Label why = Nodes.wrapping("", "muted");
        private final StatusBadge facts = new StatusBadge();

        Cell() {
            super(new HBox());
            var words = new VBox(name, arn, why);
            HBox.setHgrow(words, Priority.ALWAYS);
            words.setMinWidth(0);
            var row = (HBox) content();
            row.getStyleClass().add("step-row");
            row.getChildren().setAll(words, facts);
        }

        @Override
        protected void show(RegionRow row) {
            name.setText(row.name());
            arn.setText(row.key().arn().toString());
            why.setText(row.unusable());
            Nodes.show(why, !row.unusable().isEmpty());
            facts.setBadge(
                    row.unusable().isEmpty()
                            ? new Badge(Tone.OK, "fth-check-circle", row.facts())
                            : new Badge(Tone.NEUTRAL, "fth-slash", row.facts()));
            setAccessibleText(String.join(", ", row.name(), row.facts(), row.unusable()));
        }
    }

    Parent node() {
        return root;
    }
}
