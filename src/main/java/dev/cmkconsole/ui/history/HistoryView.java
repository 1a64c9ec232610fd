package dev.cmkconsole.ui.history;

import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.EmptyState;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.RelativeTime;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tables;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.CheckComboBox;

/** Shows the history: days above, lines on the left, details on the right. */
final class HistoryView {
    private final HistoryViewModel model;
    private final ViewLoader views;
    private final Messages messages;
    private final HistoryWords words;

    @FXML
    private TextField filter;

    @FXML
    private CheckComboBox<ProcedureType<?>> procedures;

    @FXML
    private Button verify;

    @FXML
    private MenuButton export;

    @FXML
    private MenuItem exportLines;

    @FXML
    private MenuItem exportCsv;

    @FXML
    private HBox days;

    @FXML
    private HBox scopeLine;

    @FXML
    private Label scope;

    @FXML
    private Hyperlink showAll;

    @FXML
    private Button report;

    @FXML
    private HBox messageBox;

    @FXML
    private Label messageHeading;

    @FXML
    private Label messageText;

    @FXML
    private CopyButton messageCopy;

    @FXML
    private Button messageClose;

    @FXML
    private Label indexing;

    @FXML
    private ProblemBanner problem;

    @FXML
    private TableView<HistoryLine> table;

    @FXML
    private TableColumn<HistoryLine, HistoryLine> when;

    @FXML
    private TableColumn<HistoryLine, HistoryLine> project;

    @FXML
    private TableColumn<HistoryLine, HistoryLine> what;

    @FXML
    private TableColumn<HistoryLine, HistoryLine> outcome;

    @FXML
    private TableColumn<HistoryLine, HistoryLine> who;

    @FXML
    private EmptyState empty;

    @FXML
    private Hyperlink more;

    @FXML
    private StackPane details;

    HistoryView(HistoryViewModel model, ViewLoader views) {
        this.model = model;
        this.views = views;
        this.messages = views.uiText().messages();
        this.words = new HistoryWords(messages, views.uiText().times());
    }

    Parent load() {
        return views.load(this);
    }

    @FXML
    private void initialize() {
        filter.textProperty().bindBidirectional(model.textProperty());
        new ProcedureFilter(procedures, model.procedures(), messages).fill(model.allProcedures());
        verify.setOnAction(_ -> model.verify());
        exportLines.setOnAction(_ -> model.export(HistoryFile.Format.JSON_LINES));
        exportCsv.setOnAction(_ -> model.export(HistoryFile.Format.CSV));
        verify.disableProperty().bind(model.workingProperty());
        export.disableProperty().bind(model.workingProperty());
        var strip = new DayStrip(days, model, messages);
        model.days().addListener((ListChangeListener<HistoryDay>) _ -> strip.fill());
        model.dayProperty().subscribe(_ -> strip.fill());
        report.setOnAction(_ -> model.scopeProperty().get().runId().ifPresent(model::showReport));
        Nodes.showIf(report, model.scopeProperty().map(place -> place.runId().isPresent()));
        showAll.setOnAction(_ -> model.showAll());
        model.scopeProperty().subscribe(this::showScope);
        model.messageProperty().subscribe(this::showMessage);
        Nodes.showIf(indexing, model.indexingProperty().map(percent -> percent.intValue() < HistoryViewModel.COMPLETE));
        indexing.textProperty()
                .bind(model.indexingProperty()
                        .map(percent -> messages.get("history.indexing", String.valueOf(percent.intValue()))));
        messageClose.setOnAction(_ -> model.dismiss());
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::refresh);
        problem.dismissProperty().set(model::dismiss);
        fillTable();
        details.getChildren().setAll(new HistoryDetailsView(model, views, words).load());
        model.selectedProperty().subscribe(line -> {
            if (line == null) {
                table.getSelectionModel().clearSelection();
            }
        });
    }

    private void fillTable() {
        Tables.nodes(when, _ -> {
            var time = views.give(new RelativeTime());
            return Tables.content(time, line -> time.setInstant(line.at()));
        });
        Tables.text(project, line -> line.what().projectName());
        Tables.text(what, words::title);
        Tables.text(who, line -> line.what().actor());
        Tables.nodes(outcome, _ -> {
            var shown = new StatusBadge();
            return Tables.content(shown, line -> shown.setBadge(words.badge(line)));
        });
        table.getColumns().forEach(c -> c.setSortable(false));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setItems(model.lines());
        table.getSelectionModel().selectedItemProperty().subscribe(line -> {
            if (line != null) {
                model.select(line);
            }
        });
        Tables.copyRows(table, views.uiText(), words::text);
        Nodes.showIf(more, model.moreProperty());
        more.setOnAction(_ -> model.showMore());
        model.lines().addListener((ListChangeListener<HistoryLine>) _ -> {
            explainEmptiness();
            showScope(model.scopeProperty().get());
        });
        explainEmptiness();
    }

    private void explainEmptiness() {
        empty.setHeading(messages.get(model.narrowed() ? "history.empty.narrowed" : "history.empty"));
        empty.setText(model.narrowed() ? "" : messages.get("history.empty.text"));
        if (model.narrowed()) {
            empty.offer(messages.get("history.showAll"), model::showAll);
        } else {
            empty.offerNothing();
        }
    }

    private void showScope(Place.History place) {
        Nodes.show(scopeLine, !place.equals(Place.History.ALL));
        var example = model.scopeExample();
        scope.setText(place.runId()
                .map(id -> messages.get(
                        "history.scope.run",
                        example.map(l -> l.what().projectName()).orElse(id)))
                .or(() -> place.projectId()
                        .map(id -> messages.get(
                                "history.scope.project",
                                example.map(l -> l.what().projectName()).orElse(id))))
                .orElse(""));
        days.setDisable(place.runId().isPresent());
        filter.setDisable(place.runId().isPresent());
        procedures.setDisable(place.runId().isPresent());
    }

    private void showMessage(HistoryViewModel.Message message) {
        Nodes.show(messageBox, message != null);
        messageBox.getStyleClass().removeAll(Tone.OK.styleClass(), Tone.DANGER.styleClass());
        switch (message) {
            case HistoryViewModel.Message.Intact(var entries, var head, var remarks) ->
                say(
                        Tone.OK,
                        messages.get("history.intact", entries),
                        Stream.concat(head.stream(), remarks.stream()).collect(Collectors.joining("\n")));
            case HistoryViewModel.Message.Damaged(var faults, var newer) ->
                say(Tone.DANGER, messages.get(newer ? "history.newer" : "history.damaged"), String.join("\n", faults));
            case HistoryViewModel.Message.Written(var entries, var file) ->
                say(Tone.OK, messages.get("history.written", entries), file.toString());
            case null -> {}
        }
    }

    private void say(Tone tone, String heading, String text) {
        messageBox.getStyleClass().add(tone.styleClass());
        messageHeading.setText(heading);
        messageText.setText(text);
        Nodes.show(messageText, !text.isEmpty());
        Nodes.show(messageCopy, !text.isEmpty());
        messageCopy.setSource(() -> text);
    }

    void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }
}
