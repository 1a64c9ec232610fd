package dev.cmkconsole.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TitledPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * Every text that is shown, kept in a control or read aloud, in all windows; of a password field, what it shows,
 * says and lets be copied. JavaFX thread only.
 */
public final class ScreenText {
    private final List<String> found = new ArrayList<>();

    private ScreenText() {}

    public static List<String> all() {
        var text = new ScreenText();
        for (var window : Window.getWindows()) {
            if (window instanceof Stage stage) {
                text.add(stage.getTitle());
            }
            text.node(window.getScene().getRoot());
        }
        return text.found;
    }

    private void add(Object text) {
        if (text != null) {
            found.add(String.valueOf(text));
        }
    }

    private void node(Node node) {
        add(node.getAccessibleText());
        add(node.getAccessibleHelp());
        add(node.getAccessibleRoleDescription());
        switch (node) {
            case Text text -> add(text.getText());
            case Labeled labeled -> labeled(labeled);
            case TextInputControl input -> input(input);
            case TableView<?> table -> table(table);
            case ListView<?> list -> list.getItems().forEach(this::add);
            case ComboBox<?> box -> box(box);
            default -> {}
        }
        if (node instanceof Control control) {
            if (control.getTooltip() != null) {
                add(control.getTooltip().getText());
            }
            if (control.getContextMenu() != null) {
                control.getContextMenu().getItems().forEach(this::item);
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::node);
        }
    }

    private void labeled(Labeled labeled) {
        add(labeled.getText());
        add(labeled.queryAccessibleAttribute(AccessibleAttribute.TEXT));
        if (labeled instanceof MenuButton menu) {
            menu.getItems().forEach(this::item);
        }
        if (labeled instanceof TitledPane pane && !pane.isExpanded() && pane.getContent() != null) {
            node(pane.getContent());
        }
    }

    private void input(TextInputControl input) {
        add(input.getPromptText());
        add(input.queryAccessibleAttribute(AccessibleAttribute.TEXT));
        if (!(input instanceof PasswordField)) {
            add(input.getText());
        }
    }

    private <T> void table(TableView<T> table) {
        table.getItems().forEach(this::add);
        for (TableColumn<T, ?> column : table.getColumns()) {
            add(column.getText());
            for (int row = 0; row < table.getItems().size(); row++) {
                add(column.getCellData(row));
            }
        }
    }

    private <T> void box(ComboBox<T> box) {
        add(box.getPromptText());
        add(box.getValue());
        for (T item : box.getItems()) {
            add(item);
            add(box.getConverter().toString(item));
        }
    }

    private void item(MenuItem item) {
        add(item.getText());
    }
}
