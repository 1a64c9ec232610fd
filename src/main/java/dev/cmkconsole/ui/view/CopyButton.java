package dev.cmkconsole.ui.view;

import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.util.Duration;

/** Copies a text and confirms it for two seconds. */
public final class CopyButton extends Button implements WithUiText {
    private final PauseTransition saying = new PauseTransition(Duration.seconds(2));
    private Supplier<String> source = () -> "";
    private String what = "";
    private String word = "";
    private UiText uiText;

    public CopyButton() {
        getStyleClass().addAll("copy-button", "flat");
        setGraphic(Nodes.icon("fth-copy"));
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setOnAction(_ -> copy());
        saying.setOnFinished(_ -> rest());
    }

    public CopyButton(Supplier<String> source) {
        this();
        this.source = source;
    }

    public void setSource(Supplier<String> source) {
        this.source = source;
    }

    public String getWhat() {
        return what;
    }

    /** Sets the name of the copied value for the button's accessible name, such as "Copy project id". */
    public void setWhat(String what) {
        this.what = what;
        rest();
    }

    public String getWord() {
        return word;
    }

    /** Shows this word beside the icon. Without a word, only the icon is shown. */
    public void setWord(String word) {
        this.word = word;
        setContentDisplay(word.isBlank() ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
        rest();
    }

    @Override
    public void uiText(UiText given) {
        this.uiText = given;
        rest();
    }

    private void rest() {
        if (uiText == null) {
            return;
        }
        String name = what.isBlank()
                ? uiText.messages().get("view.copy")
                : uiText.messages().get("view.copyWhat", what);
        Nodes.name(this, name);
        setText(word.isBlank() ? name : word);
        setGraphic(Nodes.icon("fth-copy"));
        setMinWidth(USE_PREF_SIZE);
    }

    private void copy() {
        uiText.desktop().copy(source.get());
        setMinWidth(getWidth());
        setAccessibleText(uiText.messages().get("view.copied"));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        getTooltip().setText(uiText.messages().get("view.copied"));
        setText(uiText.messages().get("view.copied"));
        setGraphic(Nodes.icon("fth-check"));
        saying.playFromStart();
    }
}
