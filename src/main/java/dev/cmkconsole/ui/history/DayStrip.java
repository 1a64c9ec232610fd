package dev.cmkconsole.ui.history;

import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.Nodes;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A row of the last days, with a dot for each day that has entries. */
final class DayStrip {
    private final HBox box;
    private final HistoryViewModel model;
    private final Messages messages;

    DayStrip(HBox box, HistoryViewModel model, Messages messages) {
        this.box = box;
        this.model = model;
        this.messages = messages;
    }

    void fill() {
        box.getChildren().setAll(model.days().stream().map(this::button).toList());
    }

    private ToggleButton button(HistoryDay day) {
        var button = new ToggleButton(String.valueOf(day.date().getDayOfMonth()));
        button.getStyleClass().add("day");
        if (day.entries() > 0) {
            button.setGraphic(Nodes.icon(day.trouble() ? "fth-alert-circle" : "fth-check-circle"));
            button.getStyleClass().add(day.trouble() ? "day-trouble" : "day-done");
        }
        button.setContentDisplay(ContentDisplay.BOTTOM);
        button.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(button, Priority.ALWAYS);
        button.setDisable(
                day.entries() == 0 && !day.date().equals(model.dayProperty().get()));
        String name = messages.get(
                day.trouble() ? "history.day.trouble" : "history.day", messages.day(day.date()), day.entries());
        Nodes.name(button, name);
        button.setSelected(day.date().equals(model.dayProperty().get()));
        button.setOnAction(_ -> model.chooseDay(day.date()));
        return button;
    }
}
