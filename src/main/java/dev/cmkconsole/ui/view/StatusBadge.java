package dev.cmkconsole.ui.view;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;

/** A status as icon and word in its color. */
public final class StatusBadge extends Label {
    private final ObjectProperty<Badge> badge = new SimpleObjectProperty<>(this, "badge");

    public StatusBadge() {
        getStyleClass().add("status-badge");
        setMinWidth(USE_PREF_SIZE);
        badge.subscribe(this::show);
    }

    public StatusBadge(Badge badge) {
        this();
        setBadge(badge);
    }

    private void show(Badge shown) {
        for (var tone : Tone.values()) {
            getStyleClass().remove(tone.styleClass());
        }
        if (shown == null) {
            setText(null);
            setGraphic(null);
            return;
        }
        setText(shown.word());
        setGraphic(Nodes.icon(shown.icon()));
        getStyleClass().add(shown.tone().styleClass());
    }

    public ObjectProperty<Badge> badgeProperty() {
        return badge;
    }

    public Badge getBadge() {
        return badge.get();
    }

    public void setBadge(Badge value) {
        badge.set(value);
    }
}
