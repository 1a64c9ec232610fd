package dev.cmkconsole.ui.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TitledPane;

/**
 * Loads the FXML file beside a view class that has the same name. The view is its controller, and the caller creates
 * it.
 */
public final class ViewLoader {
    private final UiText uiText;

    public ViewLoader(UiText uiText) {
        this.uiText = uiText;
    }

    public UiText uiText() {
        return uiText;
    }

    /**
     * @param view instance of a class with a file {@code SimpleName.fxml} in its package
     */
    public Parent load(Object view) {
        var type = view.getClass();
        var location = type.getResource(type.getSimpleName() + ".fxml");
        if (location == null) {
            throw new IllegalArgumentException("no FXML file beside " + type.getName());
        }
        var loader = new FXMLLoader(location, uiText.messages().bundle());
        loader.setController(view);
        try {
            Parent root = loader.load();
            give(root);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load " + location, e);
        }
    }

    /** Sets the texts of a node that was created in code, and of the controls below it. */
    public <N extends Node> N give(N node) {
        if (node instanceof WithUiText voiced) {
            voiced.uiText(uiText);
            return node;
        }
        switch (node) {
            case ScrollPane scroll when scroll.getContent() != null -> give(scroll.getContent());
            case SplitPane split -> split.getItems().forEach(this::give);
            case TitledPane titled when titled.getContent() != null -> give(titled.getContent());
            case TabPane tabs ->
                tabs.getTabs().stream().filter(t -> t.getContent() != null).forEach(t -> give(t.getContent()));
            case Parent parent -> parent.getChildrenUnmodifiable().forEach(this::give);
            default -> {}
        }
        return node;
    }
}
