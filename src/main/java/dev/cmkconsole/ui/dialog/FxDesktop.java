package dev.cmkconsole.ui.dialog;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Implements the desktop functions with JavaFX. */
public final class FxDesktop implements Desktop {
    private final Consumer<String> showDocument;

    /** @param showDocument {@code HostServices::showDocument} */
    public FxDesktop(Consumer<String> showDocument) {
        this.showDocument = showDocument;
    }

    @Override
    public void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Override
    public void open(Path folder) {
        showDocument.accept(folder.toUri().toString());
    }
}
