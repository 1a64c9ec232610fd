package dev.cmkconsole.ui.enable;

import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tone;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One key in the list; one that cannot be used stays visible and says why. */
final class KeyCell extends ListCell<KeyRow> {
    private final Label name = Nodes.wrapping("", "strong");
    private final Label id = Nodes.wrapping("", "identifier", "muted");
    private final Label why = Nodes.wrapping("", "muted");
    private final StatusBadge facts = new StatusBadge();
    private final VBox words = new VBox(name, id, why);
    private final HBox row = new HBox(words, facts);

    KeyCell() {
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        row.getStyleClass().add("step-row");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(KeyRow key, boolean empty) {
        super.updateItem(key, empty);
        if (empty || key == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        name.setText(key.name());
        id.setText(key.key().arn().keyId());
        Nodes.show(id, !key.name().equals(key.key().arn().keyId()));
        why.setText(key.unusable());
        Nodes.show(why, !key.usable());
        facts.setBadge(key.usable() ? new Badge(Tone.OK, "fth-check-circle", key.facts()) : new Badge(Tone.NEUTRAL, "fth-slash", key.facts()));
        row.setOpacity(key.usable() ? 1 : 0.75);
        setAccessibleText(key.name() + ", " + key.facts() + (key.usable() ? "" : ", " + key.unusable()));
        setGraphic(row);
    }
}
