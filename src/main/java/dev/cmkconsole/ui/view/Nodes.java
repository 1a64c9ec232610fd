package dev.cmkconsole.ui.view;

import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small functions for nodes that every view uses. */
public final class Nodes {
    private Nodes() {}

    /** Shows the node, and reserves its space, only while the condition holds. */
    public static void showIf(Node node, ObservableValue<Boolean> condition) {
        node.managedProperty().bind(node.visibleProperty());
        node.visibleProperty().bind(condition);
    }

    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /** A button looks like the way on only while it is. */
    public static void accentIf(Button button, ObservableValue<Boolean> ready) {
        ready.subscribe(now -> {
            button.getStyleClass().remove("accent");
            if (now) {
                button.getStyleClass().add("accent");
            }
        });
    }

    public static FontIcon icon(String literal) {
        var icon = new FontIcon(literal);
        icon.setAccessibleRole(AccessibleRole.NODE);
        return icon;
    }

    /** Creates a button without visible text, which therefore has an accessible name and a tooltip. */
    public static Button iconButton(String literal, String name) {
        var button = new Button(null, icon(literal));
        button.getStyleClass().addAll("button-icon", "flat");
        name(button, name);
        return button;
    }

    public static void name(Labeled control, String name) {
        control.setAccessibleText(name);
        control.setTooltip(new Tooltip(name));
    }

    /** Fills a combo box with all values of an enumeration. The first item means "all" and is null. */
    public static <T> void choices(
            ComboBox<T> box, Property<T> chosen, T[] values, String all, Function<T, String> word) {
        box.getItems().add(null);
        box.getItems().addAll(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? all : word.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("not editable");
            }
        });
        box.setButtonCell(new ListCell<>() {
            @Override
            protected void updateItem(T item, boolean none) {
                super.updateItem(item, none);
                setText(box.getConverter().toString(item));
            }
        });
        box.valueProperty().bindBidirectional(chosen);
    }

    /** Creates a label that wraps to as many lines as it needs. */
    public static Label wrapping(String text, String... styleClasses) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** Shortens the middle of an identifier and keeps both ends, which people compare. */
    public static String middleShortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int tail = (length - 1) * 2 / 3;
        return text.substring(0, length - 1 - tail) + "\u2026" + text.substring(text.length() - tail);
    }
}
