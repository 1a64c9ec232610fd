package dev.cmkconsole.ui;

import dev.cmkconsole.ui.dialog.Desktop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records the requests to the desktop. */
public final class NoDesktop implements Desktop {
    public final List<String> copied = new ArrayList<>();
    public final List<Path> opened = new ArrayList<>();

    @Override
    public void copy(String text) {
        copied.add(text);
    }

    @Override
    public void open(Path folder) {
        opened.add(folder);
    }
}
