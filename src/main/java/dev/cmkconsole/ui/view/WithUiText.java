package dev.cmkconsole.ui.view;
/** A control for FXML files that receives its texts from the loader. */
public interface WithUiText {
    void uiText(UiText uiText);
}
