package dev.cmkconsole.ui.view;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/**
 * An identifier in a monospaced font. A long one is shortened in the middle; the tooltip and the copy contain it in
 * full.
 */
public final class CopyableId extends HBox implements WithUiText {
    private final StringProperty value = new SimpleStringProperty(this, "value", "");
    private final Label label = new Label();
    private final CopyButton copy = new CopyButton(() -> value.get());
    private int length = 40;

    public CopyableId() {
        getStyleClass().add("copyable-id");
        setAlignment(Pos.CENTER_LEFT);
        label.getStyleClass().add("identifier");
        label.setMinWidth(Label.USE_PREF_SIZE);
        getChildren().addAll(label, copy);
        value.subscribe(this::show);
    }

    public CopyableId(String what, int length) {
        this();
        this.length = length;
        copy.setWhat(what);
    }

    private void show() {
        String whole = value.get() == null ? "" : value.get();
        label.setText(Nodes.middleShortened(whole, length));
        label.setTooltip(whole.isEmpty() ? null : new Tooltip(whole));
        label.setAccessibleText(whole);
        Nodes.show(copy, !whole.isEmpty());
    }

    @Override
    public void uiText(UiText uiText) {
        copy.uiText(uiText);
    }

    public StringProperty valueProperty() {
        return value;
    }

    public String getValue() {
        return value.get();
    }

    public void setValue(String text) {
        value.set(text);
    }

    public int getLength() {
        return length;
    }

    /** Sets the maximum number of visible characters. */
    public void setLength(int characters) {
        this.length = characters;
        show();
    }

    public String getWhat() {
        return copy.getWhat();
    }

    /** Sets the name of the identifier for the button's accessible name. */
    public void setWhat(String what) {
        copy.setWhat(what);
    }
}
