package dev.cmkconsole.ui.access;

import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.view.WrappingCell;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Shows one key in the list. An unusable key stays visible with the reason. */
final class KeyCell extends WrappingCell<KeyRow> {
    private final Label name = Nodes.wrapping("", "strong");
    private final Label id = Nodes.wrapping("", "identifier", "muted");
    private final Label why = Nodes.wrapping("", "muted");
    private final StatusBadge facts = new StatusBadge();

    KeyCell() {
        super(new HBox());
        var words = new VBox(name, id, why);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        var row = (HBox) content();
        row.getStyleClass().add("step-row");
        row.getChildren().setAll(words, facts);
    }

    @Override
    protected void show(KeyRow key) {
        name.setText(key.name());
        id.setText(key.key().arn().keyId());
        Nodes.show(id, !key.name().equals(key.key().arn().keyId()));
        why.setText(key.unusable());
        Nodes.show(why, !key.usable());
        facts.setBadge(
                key.usable()
                        ? new Badge(Tone.OK, "fth-check-circle", key.facts())
                        : new Badge(Tone.NEUTRAL, "fth-slash", key.facts()));
        setAccessibleText(key.name() + ", " + key.facts() + (key.usable() ? "" : ", " + key.unusable()));
    }
}
