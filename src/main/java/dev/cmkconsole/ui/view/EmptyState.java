package dev.cmkconsole.ui.view;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Replaces missing content: an icon, the reason, and one action. */
public final class EmptyState extends VBox {
    private final FontIcon icon = new FontIcon("fth-inbox");
    private final Label heading = Nodes.wrapping("", "empty-heading");
    private final Label text = Nodes.wrapping("", "empty-text");
    private final Button action = new Button();

    public EmptyState() {
        getStyleClass().add("empty-state");
        icon.getStyleClass().add("empty-icon");
        text.setMaxWidth(460);
        Nodes.show(text, false);
        Nodes.show(action, false);
        getChildren().addAll(icon, heading, text, action);
    }

    public String getIcon() {
        return icon.getIconLiteral();
    }

    public void setIcon(String literal) {
        icon.setIconLiteral(literal);
    }

    public String getHeading() {
        return heading.getText();
    }

    public void setHeading(String words) {
        heading.setText(words);
    }

    public String getText() {
        return text.getText();
    }

    public void setText(String words) {
        text.setText(words);
        Nodes.show(text, words != null && !words.isBlank());
    }

    /** Offers one action. */
    public void offer(String verb, Runnable run) {
        action.setText(verb);
        action.setOnAction(_ -> run.run());
        Nodes.show(action, true);
    }

    public void offerNothing() {
        Nodes.show(action, false);
    }
}
