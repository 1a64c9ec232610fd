package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.ui.oldkeys.OldKeysViewModel.Stage;
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
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Shows the old keys: the table with the selected key in detail and the access key below, the review of an action, or
 * its run.
 */
final class OldKeysView {
    private final OldKeysViewModel model;
    private final ViewLoader views;
    private final Parent root;
    private RunView runView;

    @FXML
    private ProblemBanner problem;

    @FXML
    private Parent listStage;

    @FXML
    private ProgressBar reading;

    @FXML
    private Button showRun;

    @FXML
    private Label unread;

    @FXML
    private TableView<OldKeyRow> table;

    @FXML
    private StackPane detail;

    @FXML
    private StackPane accessKey;

    @FXML
    private VBox reviewStage;

    @FXML
    private Label reviewHeading;

    @FXML
    private VBox means;

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

    OldKeysView(ViewLoader views, OldKeysViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::read);
        Nodes.showIf(listStage, at(Stage.LIST));
        Nodes.showIf(reviewStage, at(Stage.REVIEW));
        Nodes.showIf(runStage, at(Stage.RUN));
        reading.visibleProperty().bind(model.readingProperty());
        Nodes.showIf(showRun, model.runProperty().map(_ -> true).orElse(false));
        unread.textProperty().bind(model.unreadProperty());
        Nodes.showIf(unread, model.unreadProperty().map(text -> !text.isEmpty()));
        new OldKeyTable(views.uiText()).fill(table, model.rows());
        table.setPlaceholder(placeholder());
        var chosen = new OldKeyDetail(views, model);
        detail.getChildren().setAll(chosen.node());
        table.getSelectionModel().selectedItemProperty().subscribe(chosen::show);
        model.rows().addListener((ListChangeListener<OldKeyRow>) _ -> choose());
        accessKey.getChildren().setAll(new AccessKeyPane(views, model).node());
        plan.getChildren().setAll(new PlanView(views, model.plan(), model.plan()::accept).node());
        apply.textProperty().bind(model.commitProperty());
        Nodes.accentIf(apply, model.plan().readyProperty());
        reviewHeading.textProperty().bind(model.commitProperty());
        reviewError.textProperty().bind(model.errorProperty());
        Nodes.showIf(reviewError, model.errorProperty().map(e -> !e.isEmpty()));
        model.means().addListener((ListChangeListener<String>) _ -> means.getChildren()
                .setAll(model.means().stream().map(Nodes::wrapping).toList()));
        model.runProperty().subscribe(this::showRunOf);
        model.stageProperty().subscribe(this::focus);
    }

    /** Selects the first key that is no longer in use, which is the tab's main subject. */
    private void choose() {
        var old = model.rows().stream()
                .filter(row -> !row.key().configured())
                .findFirst()
                .or(() -> model.rows().stream().findFirst());
        old.ifPresent(table.getSelectionModel()::select);
    }

    private ObservableValue<Boolean> at(Stage stage) {
        return model.stageProperty().map(s -> s == stage);
    }

    private void focus(Stage stage) {
        switch (stage) {
            case REVIEW -> reviewHeading.requestFocus();
            case RUN -> runView.focus();
            case LIST -> table.requestFocus();
        }
    }

    private EmptyState placeholder() {
        var empty = new EmptyState();
        empty.setIcon("fth-key");
        model.readingProperty()
                .subscribe(busy ->
                        empty.setHeading(views.uiText().messages().get(busy ? "oldKeys.reading" : "oldKeys.none")));
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
    private void read() {
        model.read();
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
