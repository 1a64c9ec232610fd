package dev.cmkconsole.ui.dialog;

import java.nio.file.Path;

/** What the program asks of the desktop around it. */
public interface Desktop {

    void copy(String text);

    /** Shows a folder in the desktop's own file browser. */
    void open(Path folder);
}
