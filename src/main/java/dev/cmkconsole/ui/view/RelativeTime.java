package dev.cmkconsole.ui.view;

import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/** The time since an instant, kept up to date; the tooltip shows date, time and zone. */
public final class RelativeTime extends Label implements WithUiText {
    private final ObjectProperty<Instant> instant = new SimpleObjectProperty<>(this, "instant");

    public RelativeTime() {
        getStyleClass().add("relative-time");
    }

    @Override
    public void uiText(UiText uiText) {
        textProperty()
                .bind(Bindings.createStringBinding(
                        () -> instant.get() == null
                                ? ""
                                : uiText.times()
                                        .relative(instant.get(), uiText.now().getValue()),
                        instant,
                        uiText.now()));
        tooltipProperty().bind(instant.map(at -> new Tooltip(uiText.times().absolute(at))));
    }

    public ObjectProperty<Instant> instantProperty() {
        return instant;
    }

    public Instant getInstant() {
        return instant.get();
    }

    public void setInstant(Instant at) {
        instant.set(at);
    }
}
