package dev.cmkconsole.ui.nav;

import java.util.function.Supplier;
import javafx.scene.Parent;

/** The content of a screen or a tab in the window. All methods are called on the JavaFX thread. */
public interface Page {

    /** Creates a page that shows this node; further behavior is added to the result. */
    static ComposedPage of(Parent node, String helpKey) {
        return of(node, () -> helpKey);
    }

    /**
     * @param helpKey called whenever the user asks for help, because the key depends on the page's current content
     */
    static ComposedPage of(Parent node, Supplier<String> helpKey) {
        return new ComposedPage(node, helpKey);
    }

    Parent node();

    /** Returns the key of the short text that F1 shows. */
    String helpKey();

    /** Called when the page comes to the front, for the first time or again. */
    void shown(Place place);

    /** Reads again on Ctrl/Cmd+R. */
    void readAgain();

    /** Focuses the filter or search, if there is one, on Ctrl/Cmd+F. */
    void focusFilter();

    /** Called when the page will not be shown again. */
    void dispose();
}
