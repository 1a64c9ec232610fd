package dev.cmkconsole.ui.settings;

import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Shows one tested item: whether it works, what it is, and the remedy if it does not. */
final class TrialLine extends HBox {
    private static final double BADGE_WIDTH = 110;

    TrialLine(TrialReport.TrialResult line) {
        getStyleClass().add("trial-line");
        var badge = new StatusBadge(line.badge());
        badge.setPrefWidth(BADGE_WIDTH);
        var words = new VBox(Nodes.wrapping(line.text()));
        line.next().ifPresent(next -> words.getChildren().add(Nodes.wrapping(next, "muted")));
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(badge, words);
    }
}
