package dev.cmkconsole.ui.view;

import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;

/** A list cell whose text wraps to the list's width. */
public abstract class WrappingCell<T> extends ListCell<T> {
    /** Reserves the scroll bar's width at all times, so that rows keep their height when the bar appears. */
    private static final double SCROLL_BAR = 18;

    private final Region content;

    @SuppressWarnings("this-escape") // the toolkit sets sizes in constructors, too
    protected WrappingCell(Region content) {
        this.content = content;
        setPrefWidth(0);
    }

    protected final Region content() {
        return content;
    }

    /** Shows the item in the content. */
    protected abstract void show(T item);

    @Override
    protected final void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        show(item);
        setGraphic(content);
    }

    /** A list asks for the height without a width, and labels then return the height of one line. */
    @Override
    protected double computePrefHeight(double width) {
        if (getGraphic() == null || getListView() == null || getListView().getWidth() <= 0) {
            return super.computePrefHeight(width);
        }
        double room = getListView().getWidth() - SCROLL_BAR - snappedLeftInset() - snappedRightInset();
        return snappedTopInset() + content.prefHeight(room) + snappedBottomInset();
    }
}
