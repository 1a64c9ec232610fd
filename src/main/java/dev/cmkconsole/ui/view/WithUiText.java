package dev.cmkconsole.ui.view;
/** A control that can stand in an FXML file and is given its text by the loader. */
public interface WithUiText {
    void uiText(UiText uiText);
}
