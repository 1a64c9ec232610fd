package dev.cmkconsole.ui.nav;

import java.util.function.Supplier;
import javafx.scene.Parent;

/** What a screen or a tab shows in the window. All methods are called on the JavaFX thread. */
public interface Page {

    /** A page that shows this node; what else it does is added. */
    static ComposedPage of(Parent node, String helpKey) {
        return of(node, () -> helpKey);
    }

    /** @param helpKey asked whenever help is wanted, since it depends on what the page shows then */
    static ComposedPage of(Parent node, Supplier<String> helpKey) {
        return new ComposedPage(node, helpKey);
    }

    Parent node();

    /** Key of the short text that F1 shows. */
    String helpKey();

    /** It came to the front, for the first time or again. */
    void shown(Place place);

    /** Ctrl/Cmd+R. */
    void readAgain();

    /** Ctrl/Cmd+F: the focus goes to the filter or search, where there is one. */
    void focusFilter();

    /** It will not be shown again. */
    void dispose();
}
