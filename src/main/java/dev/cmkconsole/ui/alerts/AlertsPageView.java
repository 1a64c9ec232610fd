package dev.cmkconsole.ui.alerts;

import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.alerts.AlertsPageViewModel.Open;
import dev.cmkconsole.ui.alerts.AlertsPageViewModel.Row;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tables;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Shows the four alerts as a table, and below it each open alert with what to do. */
final class AlertsPageView {
    private static final double ROW_HEIGHT = 42;
    private static final double HEADER_HEIGHT = 44;

    private final AlertsPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private TableView<Row> table;

    @FXML
    private Label unread;

    @FXML
    private VBox open;

    AlertsPageView(ViewLoader views, AlertsPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        var rows = model.rows();
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        var name = column("alertsTab.col.alert", 260);
        Tables.text(name, Row::name);
        var state = column("alertsTab.col.state", 260);
        Tables.nodes(state, _ -> {
            var badge = new StatusBadge();
            return Tables.content(badge, row -> badge.setBadge(row.state()));
        });
        var told = column("alertsTab.col.told", 320);
        Tables.text(told, Row::told);
        table.getColumns().setAll(List.of(name, state, told));
        table.setItems(FXCollections.observableList(rows));
        table.setFixedCellSize(ROW_HEIGHT);
        table.setPrefHeight(HEADER_HEIGHT + ROW_HEIGHT * Math.max(1, rows.size()));
        table.setMinHeight(HEADER_HEIGHT + ROW_HEIGHT);
        Tables.copyRows(table, views.uiText(), Row::asText);
        Nodes.show(table, !rows.isEmpty());
        Nodes.show(unread, model.unread().isPresent());
        model.unread()
                .ifPresent(p -> unread.setText(
                        messages().get("alertsTab.unread", messages().explain(p).what())));
        open.getChildren().setAll(model.open().stream().map(this::line).toList());
        if (model.openUnread().isPresent()) {
            open.getChildren()
                    .add(Nodes.wrapping(messages()
                            .get(
                                    "alertsTab.openUnread",
                                    messages().explain(model.openUnread().get()).what())));
        } else if (model.open().isEmpty()) {
            open.getChildren().add(Nodes.wrapping(messages().get("alertsTab.noneOpen"), "muted"));
        }
    }

    private Messages messages() {
        return views.uiText().messages();
    }

    private TableColumn<Row, Row> column(String titleKey, double width) {
        var column = new TableColumn<Row, Row>(messages().get(titleKey));
        column.setSortable(false);
        column.setPrefWidth(width);
        column.setMinWidth(110);
        return column;
    }

    private Node line(Open one) {
        var heading = Nodes.wrapping(one.heading(), "strong");
        heading.setGraphic(Nodes.icon("fth-bell"));
        var button = new Button(
                messages().get(one.acknowledged().isPresent() ? "alertsTab.unacknowledge" : "alertsTab.acknowledge"));
        button.setId("acknowledge");
        button.setOnAction(_ -> model.acknowledge(one));
        button.setAccessibleHelp(one.heading());
        var box = new VBox(heading, Nodes.wrapping(messages().get("alertsTab.do", one.remedy())));
        one.acknowledged().ifPresent(a -> box.getChildren().add(Nodes.wrapping(a, "muted")));
        var there = new Button(messages().get("alertsTab.go." + one.tab()));
        there.setOnAction(_ -> model.go(one));
        box.getChildren().add(new HBox(8, button, there));
        box.getStyleClass().add("form");
        return box;
    }

    Parent node() {
        return root;
    }
}
