package dev.cmkconsole.ui.view;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A failure in place: what happened, what it means and what to do next, with Try again and Copy details. It takes no
 * space while there is none.
 */
public final class ProblemBanner extends HBox implements WithUiText {
    private final ObjectProperty<Problem> problem = new SimpleObjectProperty<>(this, "problem");
    private final ObjectProperty<Outcome> outcome = new SimpleObjectProperty<>(this, "outcome");
    private final ObjectProperty<Runnable> again = new SimpleObjectProperty<>(this, "again");
    private final ObjectProperty<Runnable> dismiss = new SimpleObjectProperty<>(this, "dismiss");
    private final Label what = Nodes.wrapping("", "banner-heading");
    private final Label means = Nodes.wrapping("", "banner-text");
    private final Label next = Nodes.wrapping("", "banner-text");
    private final Button tryAgain = new Button();
    private final Button close = new Button(null, Nodes.icon("fth-x"));
    private final CopyButton copy = new CopyButton();
    private UiText uiText;

    public ProblemBanner() {
        getStyleClass().addAll("banner", Tone.DANGER.styleClass());
        var icon = Nodes.icon("fth-alert-triangle");
        var buttons = new FlowPane(tryAgain, copy);
        buttons.getStyleClass().add("banner-buttons");
        var words = new VBox(what, means, next, buttons);
        words.getStyleClass().add("banner-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        close.getStyleClass().addAll("button-icon", "flat");
        getChildren().addAll(icon, words, close);
        Nodes.showIf(this, problem.map(_ -> true).orElse(false));
        Nodes.showIf(tryAgain, again.map(_ -> true).orElse(false));
        Nodes.showIf(close, dismiss.map(_ -> true).orElse(false));
        tryAgain.setOnAction(_ -> again.get().run());
        close.setOnAction(_ -> dismiss.get().run());
        problem.subscribe(this::show);
        outcome.subscribe(this::show);
    }

    @Override
    public void uiText(UiText given) {
        this.uiText = given;
        copy.uiText(given);
        copy.setWord(given.messages().get("problem.copyDetails"));
        tryAgain.setText(given.messages().get("problem.tryAgain"));
        Nodes.name(close, given.messages().get("problem.dismiss"));
        show();
    }

    private void show() {
        if (uiText == null || problem.get() == null) {
            return;
        }
        var explanation = uiText.messages().explain(problem.get(), Optional.ofNullable(outcome.get()));
        what.setText(explanation.what());
        means.setText(explanation.means());
        next.setText(explanation.next());
        copy.setSource(() -> explanation.what() + "\n" + explanation.details());
        setAccessibleText(explanation.what() + " " + explanation.means() + " " + explanation.next());
    }

    public ObjectProperty<Problem> problemProperty() {
        return problem;
    }

    /** What is known about the problem's request; null if there was none. */
    public ObjectProperty<Outcome> outcomeProperty() {
        return outcome;
    }

    /** The action of "Try again"; without it the button is absent. */
    public ObjectProperty<Runnable> againProperty() {
        return again;
    }

    /** The action when the banner closes; without it the banner cannot be closed. */
    public ObjectProperty<Runnable> dismissProperty() {
        return dismiss;
    }
}
