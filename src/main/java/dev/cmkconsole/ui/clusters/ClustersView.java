package dev.cmkconsole.ui.clusters;

import dev.cmkconsole.ui.clusters.ClustersViewModel.Stage;
import dev.cmkconsole.ui.plan.PlanView;
import dev.cmkconsole.ui.plan.RunView;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.view.EmptyState;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Shows one part of the clusters tab at a time: the table, the form, the review or the run. */
final class ClustersView {
    private final ClustersViewModel model;
    private final ViewLoader views;
    private final Runnable readAgain;
    private final Parent root;
    private NewClusterView newCluster;
    private RunView runView;

    @FXML
    private ProblemBanner problem;

    @FXML
    private VBox tableStage;

    @FXML
    private Label keyBroken;

    @FXML
    private Label policies;

    @FXML
    private TableView<ClusterRow> table;

    @FXML
    private Label changes;

    @FXML
    private Label tableError;

    @FXML
    private Button showRun;

    @FXML
    private StackPane newStage;

    @FXML
    private VBox reviewStage;

    @FXML
    private Label reviewHeading;

    @FXML
    private VBox consequences;

    @FXML
    private StackPane plan;

    @FXML
    private Label reviewError;

    @FXML
    private Button apply;

    @FXML
    private VBox runStage;

    @FXML
    private StackPane run;

    @FXML
    private Label runNote;

    ClustersView(ViewLoader views, ClustersViewModel model, Runnable readAgain) {
        this.views = views;
        this.model = model;
        this.readAgain = readAgain;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(readAgain);
        Nodes.showIf(tableStage, at(Stage.TABLE));
        Nodes.showIf(newStage, at(Stage.NEW_CLUSTER));
        Nodes.showIf(reviewStage, at(Stage.REVIEW));
        Nodes.showIf(runStage, at(Stage.RUN));
        new ClusterTable(views.uiText(), model).fill(table);
        table.setPlaceholder(placeholder());
        changes.textProperty().bind(model.changesProperty());
        policies.textProperty().bind(model.policiesProperty());
        Nodes.showIf(policies, model.policiesProperty().map(text -> !text.isEmpty()));
        say(tableError);
        say(reviewError);
        Nodes.showIf(showRun, model.runProperty().map(_ -> true).orElse(false));
        newCluster = new NewClusterView(views, model.newCluster(), model::reviewNewCluster, model::back);
        newStage.getChildren().setAll(newCluster.node());
        plan.getChildren().setAll(new PlanView(views, model.plan(), model.plan()::accept).node());
        apply.textProperty().bind(model.commitProperty());
        Nodes.accentIf(apply, model.plan().readyProperty());
        model.consequences().addListener((ListChangeListener<String>) _ -> consequences
                .getChildren()
                .setAll(model.consequences().stream()
                        .map(text -> Nodes.wrapping("\u2022 " + text))
                        .toList()));
        model.runProperty().subscribe(this::showRunOf);
        model.stageProperty().subscribe(stage -> focus(stage));
    }

    /** Called after a new read. */
    void refreshed() {
        Nodes.show(keyBroken, model.keyBroken());
    }

    private ObservableValue<Boolean> at(Stage stage) {
        return model.stageProperty().map(s -> s == stage);
    }

    private void say(Label label) {
        label.textProperty().bind(model.errorProperty());
        Nodes.showIf(label, model.errorProperty().map(e -> !e.isEmpty()));
    }

    private void focus(Stage stage) {
        switch (stage) {
            case REVIEW -> reviewHeading.requestFocus();
            case RUN -> runView.focus();
            case TABLE -> table.requestFocus();
            case NEW_CLUSTER -> newCluster.focus();
        }
    }

    private EmptyState placeholder() {
        var empty = new EmptyState();
        empty.setIcon("fth-database");
        empty.setHeading(views.uiText().messages().get("clusters.none"));
        empty.setText(views.uiText().messages().get("clusters.noneNext"));
        empty.offer(views.uiText().messages().get("clusters.new"), model::openNewCluster);
        return empty;
    }

    private void showRunOf(RunViewModel started) {
        runView = started == null ? null : new RunView(views, started, model::saveReport);
        run.getChildren().setAll(started == null ? List.of() : List.of(runView.node()));
        if (started != null) {
            Nodes.showIf(runNote, started.openProperty());
        }
    }

    @FXML
    private void all() {
        model.wantAll();
    }

    @FXML
    private void reset() {
        model.forgetWishes();
    }

    @FXML
    private void review() {
        model.review();
    }

    @FXML
    private void newCluster() {
        model.openNewCluster();
    }

    @FXML
    private void back() {
        model.back();
    }

    @FXML
    private void apply() {
        model.apply();
    }

    @FXML
    private void showRun() {
        model.showRun();
    }

    Parent node() {
        return root;
    }
}
