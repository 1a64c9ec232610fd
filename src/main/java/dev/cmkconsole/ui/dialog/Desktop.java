package dev.cmkconsole.ui.dialog;

import java.nio.file.Path;

/** The desktop functions that the program uses. */
public interface Desktop {

    void copy(String text);

    /** Shows a folder in the desktop's file browser. */
    void open(Path folder);
}
