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
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Steps as a list: title, place, reversibility, state as icon and word, and progress. */
public final class StepList extends ListView<StepLine> implements WithUiText {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    /** How many steps are shown above the selected one, where not all fit. */
    private static final int ABOVE = 2;

    private static final int NONE = -1;

    private UiText uiText;
    /** The step to show until the user scrolls; the list's height is not final when a step is selected. */
    private int shown = NONE;

    private double shownAt;

    public StepList() {
        getStyleClass().add("step-list");
        setCellFactory(_ -> new StepCell());
        addEventFilter(ScrollEvent.ANY, _ -> shown = NONE);
        addEventFilter(InputEvent.ANY, event -> {
            if (event.getEventType() == MouseEvent.MOUSE_PRESSED || event.getEventType() == KeyEvent.KEY_PRESSED) {
                shown = NONE;
            }
        });
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
                shown = i;
                shownAt = 0;
                requestLayout();
                return;
            }
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (shown != NONE
                && shown < getItems().size()
                && getHeight() != shownAt
                && lookup(".virtual-flow") instanceof VirtualFlow<?> rows
                && rows.getHeight() > 0) {
            shownAt = getHeight();
            int first = fits(rows) ? 0 : Math.max(0, shown - ABOVE);
            // The first time the list only estimates the heights above, and ends up elsewhere.
            for (int i = 0; i < 2; i++) {
                rows.scrollToTop(first);
                rows.layout();
            }
        }
    }

    /** Whether all steps up to the shown one are visible together, so that the list need not begin in its middle. */
    private boolean fits(VirtualFlow<?> rows) {
        double height = 0;
        for (int i = 0; i <= shown; i++) {
            height += rows.getCell(i).prefHeight(-1);
        }
        return height <= rows.getHeight();
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
