package dev.cmkconsole.ui.nav;

import javafx.scene.Parent;

/** What a screen shows in the window. All methods are called on the JavaFX thread. */
public interface Page {

    Parent node();

    /** Key of the short text that F1 shows. */
    String helpKey();

    /** It came to the front, for the first time or again. */
    default void shown(Place place) {}

    /** Ctrl/Cmd+R. */
    default void readAgain() {}

    /** Ctrl/Cmd+F: the focus goes to the filter or search, where there is one. */
    default void focusFilter() {}

    /** It will not be shown again. */
    default void dispose() {}
}
