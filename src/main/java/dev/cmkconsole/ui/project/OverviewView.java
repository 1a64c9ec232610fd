package dev.cmkconsole.ui.project;

import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.project.OverviewViewModel.ClusterLine;
import dev.cmkconsole.ui.project.OverviewViewModel.Overview;
import dev.cmkconsole.ui.view.FactGrid;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows the overview of a project. */
final class OverviewView {
    private static final double NAME_WIDTH = 220;
    private static final double KIND_WIDTH = 260;
    private static final int IDENTIFIER_LENGTH = 52;

    private final OverviewViewModel model;
    private final ViewLoader views;

    @FXML
    private HBox advice;

    @FXML
    private Label heading;

    @FXML
    private Label text;

    @FXML
    private Button next;

    @FXML
    private VBox tasks;

    @FXML
    private VBox taskLines;

    @FXML
    private VBox sections;

    @FXML
    private Button openClusters;

    @FXML
    private FactGrid clustersProblem;

    @FXML
    private VBox clusters;

    @FXML
    private Button history;

    @FXML
    private Button terraform;

    @FXML
    private Button disable;

    OverviewView(OverviewViewModel model, ViewLoader views) {
        this.model = model;
        this.views = views;
    }

    Parent load() {
        return views.load(this);
    }

    @FXML
    private void initialize() {
        next.setOnAction(_ -> model.doNext());
        history.setOnAction(_ -> model.showHistory());
        terraform.setOnAction(_ -> model.exportTerraform());
        openClusters.setOnAction(_ -> model.open(Place.OfProject.CLUSTERS));
        openClusters.setText(open("overview.clusters"));
        disable.setOnAction(_ -> model.openDisable());
        model.overviewProperty().subscribe(this::show);
    }

    private void show(Overview overview) {
        if (overview == null) {
            return;
        }
        for (var tone : Tone.values()) {
            advice.getStyleClass().remove(tone.styleClass());
        }
        advice.getStyleClass().add(overview.advice().tone().styleClass());
        heading.setText(overview.advice().heading());
        text.setText(overview.advice().text());
        Nodes.show(next, overview.advice().verb().isPresent());
        next.setText(overview.advice().verb().orElse(""));
        Nodes.show(disable, overview.keyConfigured());
        Nodes.show(openClusters, overview.keyConfigured());
        taskLines.getChildren().setAll(overview.tasks().stream().map(this::line).toList());
        Nodes.show(tasks, !overview.tasks().isEmpty());
        sections.getChildren()
                .setAll(overview.sections().stream().map(this::section).toList());
        clustersProblem.show(overview.clustersProblem().map(List::of).orElse(List.of()));
        Nodes.show(clustersProblem, overview.clustersProblem().isPresent());
        clusters.getChildren()
                .setAll(overview.clusters().stream().map(OverviewView::line).toList());
        if (overview.clusters().isEmpty() && overview.clustersProblem().isEmpty()) {
            clusters.getChildren()
                    .add(Nodes.wrapping(views.uiText().messages().get("overview.clusters.none"), "muted"));
        }
    }

    private String open(String titleKey) {
        var messages = views.uiText().messages();
        return messages.get("overview.section.open", messages.get(titleKey));
    }

    private Node line(OverviewTasks.Task task) {
        var words = new StatusBadge(task.badge());
        words.setWrapText(true);
        words.setMinWidth(0);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var go = new Button(task.verb());
        go.setMinWidth(Region.USE_PREF_SIZE);
        go.setOnAction(_ -> model.open(task.tab()));
        var box = new HBox(words, go);
        box.getStyleClass().add("task-line");
        return box;
    }

    private Node section(OverviewFacts.Section section) {
        var title = new Label(section.title());
        title.getStyleClass().add("section-heading");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var go = new Button(section.open());
        go.getStyleClass().add("flat");
        go.setMinWidth(Region.USE_PREF_SIZE);
        go.setOnAction(_ -> model.open(section.tab()));
        var heading = new HBox(title, go);
        heading.getStyleClass().add("section-line");
        var facts = views.give(new FactGrid());
        facts.setIdentifierLength(IDENTIFIER_LENGTH);
        facts.getColumnConstraints().setAll(new ColumnConstraints(NAME_WIDTH), new ColumnConstraints());
        facts.show(section.facts());
        return new VBox(heading, facts);
    }

    private static Node line(ClusterLine line) {
        var name = new Label(line.name());
        name.getStyleClass().add("strong");
        name.setPrefWidth(NAME_WIDTH);
        var kind = new Label(line.kind());
        kind.getStyleClass().add("muted");
        kind.setPrefWidth(KIND_WIDTH);
        var badge = new StatusBadge(line.badge());
        HBox.setHgrow(badge, Priority.ALWAYS);
        var box = new HBox(name, kind, badge);
        box.getStyleClass().add("cluster-line");
        return box;
    }
}
