package dev.cmkconsole.ui.clusters;

import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.ClusterBadges;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.view.UiText;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** The columns of the clusters table; a cluster that cannot be changed keeps its row and shows the reason. */
final class ClusterTable {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final UiText uiText;
    private final ClustersViewModel model;

    ClusterTable(UiText uiText, ClustersViewModel model) {
        this.uiText = uiText;
        this.model = model;
    }

    void fill(TableView<ClusterRow> table) {
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns()
                .setAll(List.of(
                        column("clusters.col.wanted", 80, 70, CheckBox::new, this::wanted),
                        column(
                                "clusters.col.name",
                                150,
                                90,
                                () -> label("strong"),
                                (label, row) -> label.setText(row.name())),
                        column(
                                "clusters.col.size",
                                120,
                                70,
                                () -> label("muted"),
                                (label, row) -> label.setText(row.size())),
                        column(
                                "clusters.col.where",
                                190,
                                90,
                                () -> label("muted"),
                                (label, row) -> label.setText(row.where())),
                        column(
                                "clusters.col.state",
                                110,
                                100,
                                StatusBadge::new,
                                (badge, row) -> badge.setBadge(state(row))),
                        column(
                                "clusters.col.key",
                                140,
                                128,
                                StatusBadge::new,
                                (badge, row) -> badge.setBadge(key(row))),
                        column("clusters.col.why", 240, 120, () -> Nodes.wrapping(""), this::change)));
        table.setItems(model.rows());
        table.setOnKeyPressed(event -> {
            var row = table.getSelectionModel().getSelectedItem();
            if (row != null && COPY.match(event)) {
                uiText.desktop().copy(row.asText());
                event.consume();
            } else if (row != null && event.getCode() == KeyCode.SPACE) {
                model.want(row.name(), !row.wanted());
                event.consume();
            }
        });
    }

    private static Label label(String style) {
        var label = new Label();
        label.getStyleClass().add(style);
        return label;
    }

    private <N extends Node> TableColumn<ClusterRow, ClusterRow> column(
            String titleKey, double width, double least, Supplier<N> make, BiConsumer<N, ClusterRow> show) {
        var column = new TableColumn<ClusterRow, ClusterRow>(uiText.messages().get(titleKey));
        column.setSortable(false);
        column.setPrefWidth(width);
        column.setMinWidth(least);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            private final N node = make.get();

            @Override
            protected void updateItem(ClusterRow row, boolean empty) {
                super.updateItem(row, empty);
                if (empty || row == null) {
                    setGraphic(null);
                } else {
                    show.accept(node, row);
                    setGraphic(node);
                }
            }
        });
        return column;
    }

    private void wanted(CheckBox box, ClusterRow row) {
        box.setOnAction(null);
        box.setSelected(row.wanted());
        box.setDisable(!row.changeable());
        box.setAccessibleText(uiText.messages().get("clusters.toggle", row.name()));
        box.setId("want-" + row.name());
        box.setOnAction(_ -> model.want(row.name(), box.isSelected()));
    }

    private void change(Label label, ClusterRow row) {
        explain(label, row);
        label.getStyleClass().setAll("label", row.changes() ? "strong" : "muted");
        label.setText(
                !row.changeable()
                        ? row.obstacle().whyShort()
                        : !row.changes()
                                ? ""
                                : uiText.messages().get(row.wanted() ? "clusters.row.willOn" : "clusters.row.willOff"));
    }

    private static void explain(Label label, ClusterRow row) {
        label.setTooltip(row.changeable() ? null : new Tooltip(row.why()));
        label.setAccessibleText(row.changeable() ? null : row.why());
    }

    private static Badge state(ClusterRow row) {
        boolean idle = row.cluster().idle() && !row.cluster().paused();
        return new Badge(
                idle ? Tone.NEUTRAL : Tone.CAUTION,
                idle ? "fth-check" : row.cluster().paused() ? "fth-pause" : "fth-clock",
                row.state());
    }

    private Badge key(ClusterRow row) {
        return switch (row.key()) {
            case OURS -> ClusterBadges.encrypted(row.current().standing(), uiText.messages());
            case CHANGING -> new Badge(Tone.INFO, "fth-clock", row.current().word());
            case NONE -> new Badge(Tone.NEUTRAL, "fth-unlock", row.current().word());
            case OTHER -> new Badge(Tone.INFO, "fth-cloud", row.current().word());
            case NEVER -> new Badge(Tone.NEUTRAL, "fth-slash", row.current().word());
        };
    }
}
