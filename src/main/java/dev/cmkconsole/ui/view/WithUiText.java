package dev.cmkconsole.ui.view;
/** A control that can stand in an FXML file and receives its texts from the loader. */
public interface WithUiText {
    void uiText(UiText uiText);
}
