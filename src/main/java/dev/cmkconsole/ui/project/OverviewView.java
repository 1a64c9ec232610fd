package dev.cmkconsole.ui.project;

import dev.cmkconsole.ui.project.OverviewViewModel.ClusterLine;
import dev.cmkconsole.ui.project.OverviewViewModel.Overview;
import dev.cmkconsole.ui.view.Badge;
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
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Shows the overview of a project. */
final class OverviewView {
    private static final double NAME_WIDTH = 220;
    private static final double KIND_WIDTH = 260;

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
    private FactGrid facts;

    @FXML
    private VBox alerts;

    @FXML
    private FactGrid clustersProblem;

    @FXML
    private VBox clusters;

    @FXML
    private Button history;

    @FXML
    private Button terraform;

    @FXML
    private Button searchNodes;

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
        searchNodes.setOnAction(_ -> model.openSearchNodes());
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
        facts.show(overview.facts());
        Nodes.show(searchNodes, overview.keyConfigured());
        Nodes.show(disable, overview.keyConfigured());
        alerts.getChildren()
                .setAll(overview.alerts().stream()
                        .<Node>map(a -> new StatusBadge(new Badge(Tone.CAUTION, "fth-bell", a)))
                        .toList());
        Nodes.show(alerts, !overview.alerts().isEmpty());
        clustersProblem.show(overview.clustersProblem().map(List::of).orElse(List.of()));
        Nodes.show(clustersProblem, overview.clustersProblem().isPresent());
        clusters.getChildren()
                .setAll(overview.clusters().stream().map(OverviewView::line).toList());
        if (overview.clusters().isEmpty() && overview.clustersProblem().isEmpty()) {
            clusters.getChildren()
                    .add(Nodes.wrapping(views.uiText().messages().get("overview.clusters.none"), "muted"));
        }
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
