package dev.cmkconsole.ui.check;

import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.WithUiText;
import dev.cmkconsole.ui.view.WrappingCell;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The answers by group. A click on a heading, Enter, Space, or the left and right arrows fold and unfold its passes.
 */
public final class CheckList extends ListView<CheckLine> implements WithUiText {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private UiText uiText;
    private Consumer<CheckLine> chosen = _ -> {};
    private Consumer<CheckLine.Heading> toggled = _ -> {};
    private boolean following;

    public CheckList() {
        getStyleClass().addAll("step-list", "check-list");
        setCellFactory(_ -> new LineCell());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        getSelectionModel().selectedItemProperty().subscribe(line -> {
            if (line != null && !following) {
                chosen.accept(line);
            }
        });
    }

    @Override
    public void uiText(UiText given) {
        uiText = given;
    }

    public void onChosen(Consumer<CheckLine> choice) {
        chosen = choice;
    }

    public void onToggled(Consumer<CheckLine.Heading> toggle) {
        toggled = toggle;
    }

    /** Shows these lines and selects the one with the key of {@code selected}, which may be null. */
    public void follow(List<CheckLine> lines, CheckLine selected) {
        following = true;
        try {
            getItems().setAll(lines);
            choose(selected);
        } finally {
            following = false;
        }
    }

    private void choose(CheckLine selected) {
        for (int i = 0; i < getItems().size(); i++) {
            if (selected != null && getItems().get(i).key().equals(selected.key())) {
                getSelectionModel().select(i);
                getFocusModel().focus(i);
                return;
            }
        }
        getSelectionModel().clearSelection();
    }

    private void key(KeyEvent event) {
        var line = getSelectionModel().getSelectedItem();
        if (line == null) {
            return;
        }
        if (COPY.match(event)) {
            uiText.desktop().copy(line.asText());
            event.consume();
        } else if (line instanceof CheckLine.Heading heading && heading.passes() > 0) {
            boolean folds = switch (event.getCode()) {
                case ENTER, SPACE -> true;
                case RIGHT -> !heading.open();
                case LEFT -> heading.open();
                default -> false;
            };
            if (folds) {
                toggled.accept(heading);
                event.consume();
            }
        }
    }

    private final class LineCell extends WrappingCell<CheckLine> {
        private final FontIcon arrow = Nodes.icon("fth-chevron-right");
        private final Label title = Nodes.wrapping("", "strong");
        private final HBox counts = new HBox();
        private final HBox heading = new HBox(arrow, title, counts);
        private final StatusBadge badge = new StatusBadge();
        private final Label question = Nodes.wrapping("", "step-title");
        private final Label reason = Nodes.wrapping("", "muted");
        private final VBox answer = new VBox(badge, question, reason);

        LineCell() {
            super(new VBox());
            ((VBox) content()).getChildren().setAll(heading, answer);
            heading.getStyleClass().add("check-heading");
            answer.getStyleClass().add("check-answer");
            counts.getStyleClass().add("check-counts");
            counts.setMinWidth(Region.USE_PREF_SIZE);
            badge.setMinWidth(Region.USE_PREF_SIZE);
            HBox.setHgrow(title, Priority.ALWAYS);
            title.setMaxWidth(Double.MAX_VALUE);
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY
                        && getItem() instanceof CheckLine.Heading clicked
                        && clicked.passes() > 0) {
                    toggled.accept(clicked);
                }
            });
        }

        @Override
        protected void show(CheckLine line) {
            Nodes.show(heading, line instanceof CheckLine.Heading);
            Nodes.show(answer, line instanceof CheckLine.Answer);
            content().getStyleClass().remove("check-old");
            if (line.stale()) {
                content().getStyleClass().add("check-old");
            }
            switch (line) {
                case CheckLine.Heading shown -> {
                    arrow.setIconLiteral(shown.open() ? "fth-chevron-down" : "fth-chevron-right");
                    arrow.setVisible(shown.passes() > 0);
                    title.setText(shown.title());
                    counts.getChildren()
                            .setAll(shown.counts().stream()
                                    .map(StatusBadge::new)
                                    .toList());
                    setAccessibleText(shown.asText() + (shown.hint().isEmpty() ? "" : ". " + shown.hint()));
                }
                case CheckLine.Answer shown -> {
                    badge.setBadge(shown.badge());
                    question.setText(shown.question());
                    reason.setText(shown.reason());
                    setAccessibleText(shown.asText().replace("\t", ", "));
                }
            }
        }
    }
}
