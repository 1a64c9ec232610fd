package dev.cmkconsole.ui.view;
/** A control that can stand in an FXML file and is given its voice by the loader. */
public interface WithUiText {
    void voice(UiText voice);
}
