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

/** What every table does: copy rows, open one, show nodes in cells, tell which rows are in view. */
public final class Tables {
    private static final KeyCodeCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private Tables() {}

    /** Ctrl/Cmd+C copies the selected rows, a line each. */
    public static <T> void copyRows(TableView<T> table, UiText uiText, Function<T, String> text) {
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            var rows = table.getSelectionModel().getSelectedItems();
            if (COPY.match(event) && !rows.isEmpty()) {
                uiText.desktop().copy(rows.stream().map(text).collect(Collectors.joining("\n")));
                event.consume();
            }
        });
    }

    /** Enter and a double click open a row. */
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

    /** A column whose cells are a text. */
    public static <T> void text(TableColumn<T, T> column, Function<T, String> text) {
        nodes(column, cell -> content(null, row -> cell.setText(text.apply(row))));
    }

    /**
     * What one cell shows; made once for each cell and used for many rows. Hide the node by {@code visible} alone:
     * a cell forgets an unmanaged graphic.
     */
    public interface CellContent<T> {
        Node node();

        void show(T row);
    }

    /** A node that shows whatever row its cell has. */
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

    /** A column whose cells show the row through a node of their own. */
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

    /** Tells which rows are in view, at first and when that changes by scrolling, filtering or resizing. */
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

    /** The rows in view now; empty before the table has been laid out. */
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
