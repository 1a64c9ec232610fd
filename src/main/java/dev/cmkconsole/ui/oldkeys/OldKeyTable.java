package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tables;
import dev.cmkconsole.ui.view.UiText;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/** The columns of the table of keys. */
final class OldKeyTable {
    private static final int ID = 40;
    private static final double ROW_HEIGHT = 42;
    private static final double HEADER_HEIGHT = 44;
    /** The minimum number of rows that fit without scrolling. */
    private static final int FEWEST = 2;

    private static final int MOST = 6;

    private final UiText uiText;

    OldKeyTable(UiText uiText) {
        this.uiText = uiText;
    }

    void fill(TableView<OldKeyRow> table, ObservableList<OldKeyRow> rows) {
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        var verdict = column("oldKeys.col.verdict", 170);
        Tables.nodes(verdict, _ -> {
            var badge = new StatusBadge();
            return Tables.content(badge, row -> badge.setBadge(row.badge()));
        });
        var key = column("oldKeys.col.key", 330);
        Tables.nodes(key, _ -> {
            var label = new Label();
            return Tables.content(label, row -> {
                boolean named = row.key().alias().isPresent();
                label.getStyleClass().setAll("label", named ? "strong" : "identifier");
                label.setText(named ? row.name() : Nodes.middleShortened(row.name(), ID));
                label.setTooltip(new Tooltip(
                        row.key().arn().map(Object::toString).orElse(row.key().name())));
            });
        });
        var state = column("oldKeys.col.state", 190);
        Tables.text(state, OldKeyRow::state);
        var safe = column("oldKeys.col.safe", 170);
        Tables.text(safe, OldKeyRow::safe);
        table.getColumns().setAll(List.of(verdict, key, state, safe));
        table.setItems(rows);
        table.setFixedCellSize(ROW_HEIGHT);
        table.prefHeightProperty()
                .bind(Bindings.size(rows)
                        .map(size -> HEADER_HEIGHT + ROW_HEIGHT * Math.clamp(size.longValue(), FEWEST, MOST)));
        Tables.copyRows(table, uiText, OldKeyRow::asText);
    }

    private TableColumn<OldKeyRow, OldKeyRow> column(String titleKey, double width) {
        var column = new TableColumn<OldKeyRow, OldKeyRow>(uiText.messages().get(titleKey));
        column.setSortable(false);
        column.setPrefWidth(width);
        column.setMinWidth(110);
        return column;
    }
}
