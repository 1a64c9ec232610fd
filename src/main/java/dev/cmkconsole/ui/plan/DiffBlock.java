package dev.cmkconsole.ui.plan;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Shows the lines of a change, each with its sign. */
public final class DiffBlock extends VBox {

    public DiffBlock(List<DiffLine> lines) {
        getStyleClass().add("diff-block");
        setFocusTraversable(true);
        setAccessibleText(String.join("\n", lines.stream().map(DiffLine::signed).toList()));
        for (DiffLine line : lines) {
            var label = new Label(line.signed());
            label.setMaxWidth(Double.MAX_VALUE);
            label.setWrapText(true);
            label.setMinHeight(Label.USE_PREF_SIZE);
            label.getStyleClass()
                    .addAll("identifier", "diff-" + line.change().name().toLowerCase(java.util.Locale.ROOT));
            getChildren().add(label);
        }
    }
}
