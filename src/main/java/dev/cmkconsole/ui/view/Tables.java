package dev.cmkconsole.ui.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;

/** Functions for every table: copying rows, opening a row, nodes in cells, and reporting visible rows. */
public final class Tables {
    private static final KeyCodeCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private Tables() {}

    /** Copies the selected rows on Ctrl/Cmd+C, one line each. */
    public static <T> void copyRows(TableView<T> table, UiText uiText, Function<T, String> text) {
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            var rows = table.getSelectionModel().getSelectedItems();
            if (COPY.match(event) && !rows.isEmpty()) {
                uiText.desktop().copy(rows.stream().map(text).collect(Collectors.joining("\n")));
                event.consume();
            }
        });
    }

    /** Opens a row on Enter and on a double click. */
    public static <T> void openRows(TableView<T> table, Consumer<T> open) {
        table.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            var row = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && row != null && event.getTarget() == table) {
                open.accept(row);
                event.consume();
            }
        });
        table.setRowFactory(_ -> {
            var row = new TableRow<T>();
            row.setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && row.getItem() != null) {
                    open.accept(row.getItem());
                }
            });
            return row;
        });
    }

    /** Fills a column with text cells. */
    public static <T> void text(TableColumn<T, T> column, Function<T, String> text) {
        nodes(column, cell -> content(null, row -> cell.setText(text.apply(row))));
    }

    /**
     * The content of one cell, created once per cell and reused for many rows. Hide the node only with {@code visible}:
     * a cell drops an unmanaged graphic.
     */
    public interface CellContent<T> {
        Node node();

        void show(T row);
    }

    /** Creates a node that shows the cell's current row. */
    public static <T> CellContent<T> content(Node node, Consumer<T> show) {
        return new CellContent<>() {
            @Override
            public Node node() {
                return node;
            }

            @Override
            public void show(T row) {
                show.accept(row);
            }
        };
    }

    /** Fills a column with cells that show the row through their own node. */
    public static <T> void nodes(TableColumn<T, T> column, Function<TableCell<T, T>, CellContent<T>> content) {
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            private final CellContent<T> shown = content.apply(this);

            @Override
            protected void updateItem(T row, boolean empty) {
                super.updateItem(row, empty);
                if (empty || row == null) {
                    setText(null);
                    setGraphic(null);
                } else {
                    setGraphic(shown.node());
                    shown.show(row);
                }
            }
        });
    }

    /** Reports the visible rows initially and after scrolling, filtering or resizing changes them. */
    public static <T> void whenInViewChanges(TableView<T> table, Consumer<List<T>> listener) {
        table.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.addPostLayoutPulseListener(new Runnable() {
                    private List<T> last = List.of();

                    @Override
                    public void run() {
                        if (table.getScene() != scene) {
                            scene.removePostLayoutPulseListener(this);
                            return;
                        }
                        var now = inView(table);
                        if (!now.equals(last)) {
                            last = now;
                            listener.accept(now);
                        }
                    }
                });
            }
        });
    }

    /** Returns the visible rows; empty before the table's first layout. */
    public static <T> List<T> inView(TableView<T> table) {
        var rows = new ArrayList<T>();
        if (table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            IndexedCell<?> first = flow.getFirstVisibleCell();
            IndexedCell<?> last = flow.getLastVisibleCell();
            if (first != null && last != null) {
                for (int i = first.getIndex();
                        i <= last.getIndex() && i < table.getItems().size();
                        i++) {
                    rows.add(table.getItems().get(i));
                }
            }
        }
        return rows;
    }
}
