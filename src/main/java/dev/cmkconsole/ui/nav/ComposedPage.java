package dev.cmkconsole.ui.nav;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Parent;

/** A page composed of a node and optional callbacks; a missing callback does nothing. */
public final class ComposedPage implements Page {
    private final Parent node;
    private final Supplier<String> helpKey;
    private Consumer<Place> shown = _ -> {};
    private Runnable readAgain = () -> {};
    private Runnable focusFilter = () -> {};
    private Runnable dispose = () -> {};

    ComposedPage(Parent node, Supplier<String> helpKey) {
        this.node = node;
        this.helpKey = helpKey;
    }

    public ComposedPage onShown(Consumer<Place> action) {
        shown = action;
        return this;
    }

    public ComposedPage onReadAgain(Runnable action) {
        readAgain = action;
        return this;
    }

    public ComposedPage onFocusFilter(Runnable action) {
        focusFilter = action;
        return this;
    }

    public ComposedPage onDispose(Runnable action) {
        dispose = action;
        return this;
    }

    @Override
    public Parent node() {
        return node;
    }

    @Override
    public String helpKey() {
        return helpKey.get();
    }

    @Override
    public void shown(Place place) {
        shown.accept(place);
    }

    @Override
    public void readAgain() {
        readAgain.run();
    }

    @Override
    public void focusFilter() {
        focusFilter.run();
    }

    @Override
    public void dispose() {
        dispose.run();
    }
}
