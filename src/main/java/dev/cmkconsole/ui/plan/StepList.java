package dev.cmkconsole.ui.plan;

import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.WithUiText;
import dev.cmkconsole.ui.view.WrappingCell;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Steps as a list: title, place, reversibility, state as icon and word, and progress. */
public final class StepList extends ListView<StepLine> implements WithUiText {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private UiText uiText;

    public StepList() {
        getStyleClass().add("step-list");
        setCellFactory(_ -> new StepCell());
        setOnKeyPressed(event -> {
            var line = getSelectionModel().getSelectedItem();
            if (COPY.match(event) && line != null) {
                uiText.desktop().copy(line.asText());
                event.consume();
            }
        });
    }

    @Override
    public void uiText(UiText given) {
        uiText = given;
    }

    /** Shows these lines. The selection stays when a newer version replaces the selected line. */
    public void follow(ObservableList<StepLine> lines) {
        setItems(lines);
    }

    public void select(StepId id) {
        for (int i = 0; i < getItems().size(); i++) {
            if (getItems().get(i).id().equals(id)) {
                getSelectionModel().select(i);
                scrollTo(Math.max(0, i - 2));
                return;
            }
        }
    }

    private static final class StepCell extends WrappingCell<StepLine> {
        private final Label title = Nodes.wrapping("", "step-title");
        private final Label facts = Nodes.wrapping("", "muted");
        private final Label note = Nodes.wrapping("", "step-note");
        private final StatusBadge badge = new StatusBadge();

        StepCell() {
            super(new HBox());
            var words = new VBox(title, facts, note);
            HBox.setHgrow(words, Priority.ALWAYS);
            words.setMinWidth(0);
            row().getStyleClass().add("step-row");
            row().getChildren().setAll(words, badge);
        }

        private HBox row() {
            return (HBox) content();
        }

        @Override
        protected void show(StepLine line) {
            title.setText(line.title());
            facts.setText(line.whereWord() + " \u00b7 " + line.undo());
            note.setText(line.note());
            Nodes.show(note, !line.note().isEmpty());
            badge.setBadge(StepMarks.badge(line));
            setAccessibleText(line.asText().replace('\t', ','));
        }
    }
}
