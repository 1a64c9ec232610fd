package dev.cmkconsole.ui.view;

import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;

/** Small things that every view does with nodes. */
public final class Nodes {
    private Nodes() {}

    /** Shows the node, and gives it room, only while the condition holds. */
    public static void showIf(Node node, ObservableValue<Boolean> condition) {
        node.managedProperty().bind(node.visibleProperty());
        node.visibleProperty().bind(condition);
    }

    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    public static FontIcon icon(String literal) {
        var icon = new FontIcon(literal);
        icon.setAccessibleRole(AccessibleRole.NODE);
        return icon;
    }

    /** A button without a word on it, which therefore has a name and a tooltip. */
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

    /** A label that takes as many lines as it needs. */
    public static Label wrapping(String text, String... styleClasses) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** Shortens the middle of an identifier, keeping its two ends, which are what people compare. */
    public static String middleShortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int tail = (length - 1) * 2 / 3;
        return text.substring(0, length - 1 - tail) + "\u2026" + text.substring(text.length() - tail);
    }
}
