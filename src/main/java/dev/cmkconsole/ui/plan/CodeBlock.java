package dev.cmkconsole.ui.plan;

import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.UiText;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Shows a full command or document, to read and copy. */
public final class CodeBlock extends VBox {
    private static final int MOST_ROWS = 18;

    /** @param label may be empty */
    public CodeBlock(String label, String content, UiText uiText) {
        this(label, content, uiText, true);
    }

    /** A text whose line breaks and columns mean something: its lines are not broken, it scrolls sideways. */
    static CodeBlock inLines(String label, String content, UiText uiText) {
        return new CodeBlock(label, content, uiText, false);
    }

    private CodeBlock(String label, String content, UiText uiText, boolean wraps) {
        getStyleClass().add("code-block");
        String what = label.isEmpty() ? uiText.messages().get("plan.command") : label;
        var copy = new CopyButton(() -> content);
        copy.setWhat(what);
        copy.uiText(uiText);
        var text = new TextArea(content);
        text.setEditable(false);
        text.setWrapText(wraps);
        text.setAccessibleText(what);
        text.getStyleClass().addAll("identifier", "code-text");
        text.setPrefRowCount((int) Math.min(
                MOST_ROWS, content.lines().mapToLong(l -> 1 + l.length() / 72).sum() + 1));
        var caption = new Label(label);
        caption.getStyleClass().add("field-label");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(caption, space, copy);
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, text);
    }
}
