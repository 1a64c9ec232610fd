package dev.cmkconsole.ui.history;

import dev.cmkconsole.ui.plan.DiffBlock;
import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.FactGrid;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;

/** Shows one history line in full: request, answer, and the ids to quote to support. */
final class HistoryDetailsView {
    private final HistoryViewModel model;
    private final ViewLoader views;
    private final HistoryWords words;

    @FXML
    private Label none;

    @FXML
    private VBox details;

    @FXML
    private Label title;

    @FXML
    private StatusBadge badge;

    @FXML
    private Button run;

    @FXML
    private Button report;

    @FXML
    private Button putBack;

    @FXML
    private VBox undo;

    @FXML
    private Label outlook;

    @FXML
    private VBox effect;

    @FXML
    private VBox change;

    @FXML
    private Button write;

    @FXML
    private FactGrid facts;

    @FXML
    private Label requestLabel;

    @FXML
    private TextArea request;

    @FXML
    private CopyButton requestCopy;

    @FXML
    private Label answerLabel;

    @FXML
    private TextArea answer;

    @FXML
    private CopyButton answerCopy;

    HistoryDetailsView(HistoryViewModel model, ViewLoader views, HistoryWords words) {
        this.model = model;
        this.views = views;
        this.words = words;
    }

    Parent load() {
        return views.load(this);
    }

    @FXML
    private void initialize() {
        run.setOnAction(_ -> model.showRun(model.selectedProperty().get()));
        report.setOnAction(_ -> model.showReport(model.selectedProperty().get().runId()));
        Nodes.showIf(run, model.scopeProperty().map(place -> place.runId().isEmpty()));
        putBack.setOnAction(_ -> model.undo().look());
        write.setOnAction(_ -> model.undo().putBack());
        putBack.textProperty().bind(model.undo().verbProperty());
        putBack.disableProperty().bind(model.undo().workingProperty());
        Nodes.showIf(putBack, model.undo().offeredProperty());
        model.undo().outlookProperty().subscribe(this::showOutlook);
        requestLabel.setLabelFor(request);
        answerLabel.setLabelFor(answer);
        requestCopy.setSource(request::getText);
        answerCopy.setSource(answer::getText);
        model.selectedProperty().subscribe(this::showDetails);
    }

    private void showOutlook(PutBackViewModel.Outlook now) {
        Nodes.show(undo, now != null);
        if (now == null) {
            return;
        }
        outlook.setText(now.said());
        change.getChildren().clear();
        if (!now.diff().isEmpty()) {
            change.getChildren().add(new DiffBlock(now.diff()));
        }
        effect.getChildren().setAll(now.effect().stream().map(Nodes::wrapping).toList());
        write.setText(now.verb().orElse(""));
        write.getStyleClass().setAll("button", now.destructive() ? "danger" : "accent");
        Nodes.show(write, now.possible());
        outlook.requestFocus();
    }

    private void showDetails(HistoryLine line) {
        Nodes.show(none, line == null);
        Nodes.show(details, line != null);
        if (line == null) {
            return;
        }
        title.setText(words.title(line));
        badge.setBadge(words.badge(line));
        facts.show(words.facts(line));
        block(line.request().orElse(""), requestLabel, request, requestCopy);
        block(line.answer().orElse(""), answerLabel, answer, answerCopy);
    }

    private static void block(String text, Label label, TextArea area, CopyButton copy) {
        area.setText(text);
        area.setPrefRowCount(Math.clamp(text.lines().count() + 1, 2, 14));
        Nodes.show(label, !text.isBlank());
        Nodes.show(area, !text.isBlank());
        Nodes.show(copy, !text.isBlank());
    }
}
