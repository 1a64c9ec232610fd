package dev.cmkconsole.ui.projects;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.EmptyState;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.RelativeTime;
import dev.cmkconsole.ui.view.Tables;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.beans.binding.Bindings;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Shows the table of projects. */
final class ProjectsView {
    private final ProjectsViewModel model;
    private final ViewLoader views;
    private final Messages messages;

    @FXML
    private TextField filter;

    @FXML
    private ComboBox<Posture> posture;

    @FXML
    private Button refresh;

    @FXML
    private ProgressBar progress;

    @FXML
    private Label status;

    @FXML
    private RelativeTime listedAt;

    @FXML
    private VBox offline;

    @FXML
    private ProblemBanner problem;

    @FXML
    private RelativeTime offlineSince;

    @FXML
    private TableView<ProjectRow> table;

    @FXML
    private TableColumn<ProjectRow, ProjectRow> name;

    @FXML
    private TableColumn<ProjectRow, ProjectRow> standing;

    @FXML
    private TableColumn<ProjectRow, ProjectRow> key;

    @FXML
    private TableColumn<ProjectRow, ProjectRow> clusters;

    @FXML
    private TableColumn<ProjectRow, ProjectRow> read;

    @FXML
    private TableColumn<ProjectRow, ProjectRow> next;

    @FXML
    private EmptyState empty;

    ProjectsView(ProjectsViewModel model, ViewLoader views) {
        this.model = model;
        this.views = views;
        this.messages = views.uiText().messages();
    }

    Parent load() {
        return views.load(this);
    }

    @FXML
    private void initialize() {
        filter.textProperty().bindBidirectional(model.filterProperty());
        Nodes.choices(
                posture,
                model.postureProperty(),
                Posture.values(),
                messages.get("projects.posture.all"),
                p -> messages.get("posture." + p.name()));
        refresh.setOnAction(_ -> model.refresh());
        fillTable();
        followReading();
        Nodes.showIf(offline, model.offlineProperty().map(_ -> true).orElse(false));
        problem.problemProperty().bind(model.offlineProperty());
        problem.againProperty().set(model::refresh);
        offlineSince.instantProperty().bind(model.offlineSinceProperty());
    }

    private void fillTable() {
        var columns = new ProjectColumns(messages, views);
        columns.name(name);
        columns.posture(standing);
        columns.key(key);
        columns.clusters(clusters);
        columns.read(read);
        columns.next(next, model);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        var sorted = new SortedList<>(model.shown());
        sorted.comparatorProperty()
                .bind(Bindings.createObjectBinding(
                        () -> ProjectColumns.urgentFirst(table.getComparator()), table.comparatorProperty()));
        table.setItems(sorted);
        Tables.openRows(table, model::open);
        Tables.copyRows(table, views.uiText(), columns::line);
        Tables.whenInViewChanges(
                table, rows -> model.inView(rows.stream().map(ProjectRow::id).toList()));
    }

    private void followReading() {
        var total = Bindings.size(model.rows());
        status.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> statusText(total.get()),
                        model.listingProperty(),
                        model.pendingProperty(),
                        model.readProperty(),
                        model.pausedUntilProperty(),
                        total,
                        model.offlineProperty()));
        Nodes.showIf(
                progress, model.listingProperty().or(model.pendingProperty().greaterThan(0)));
        progress.progressProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> model.listingProperty().get()
                                ? ProgressBar.INDETERMINATE_PROGRESS
                                : 1 - model.pendingProperty().get() / (double) Math.max(1, total.get()),
                        model.listingProperty(),
                        model.pendingProperty(),
                        total));
        listedAt.instantProperty().bind(model.listedAtProperty());
        Nodes.showIf(
                listedAt,
                model.listingProperty()
                        .not()
                        .and(model.pendingProperty().isEqualTo(0))
                        .and(model.offlineProperty().isNull()));
        model.listingProperty().subscribe(_ -> explainEmptiness());
        model.filterProperty().subscribe(_ -> explainEmptiness());
        model.postureProperty().subscribe(_ -> explainEmptiness());
        total.subscribe(_ -> explainEmptiness());
    }

    private String statusText(int total) {
        if (model.listingProperty().get()) {
            return messages.get("projects.status.listing");
        }
        if (model.offlineProperty().get() != null) {
            return messages.get("projects.status.offline", total);
        }
        int read = model.readProperty().get();
        var pausedUntil = model.pausedUntilProperty().get();
        if (pausedUntil != null) {
            return messages.get("projects.status.limited", read, total, messages.moment(pausedUntil));
        }
        return messages.get(
                model.pendingProperty().get() > 0 ? "projects.status.reading" : "projects.status.read", read, total);
    }

    private void explainEmptiness() {
        boolean filtered = !model.filterProperty().get().isBlank()
                || model.postureProperty().get() != null;
        String why = model.listingProperty().get() && model.rows().isEmpty()
                ? "projects.empty.listing"
                : filtered && !model.rows().isEmpty() ? "projects.empty.filtered" : "projects.empty";
        empty.setHeading(messages.get(why));
        empty.setText(why.equals("projects.empty") ? messages.get("projects.empty.text") : "");
        if (why.equals("projects.empty.filtered")) {
            empty.offer(messages.get("projects.empty.showAll"), model::showAll);
        } else {
            empty.offerNothing();
        }
    }

    void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }
}
