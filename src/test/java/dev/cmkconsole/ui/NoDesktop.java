package dev.cmkconsole.ui;

import dev.cmkconsole.ui.dialog.Desktop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Remembers what the desktop was asked for. */
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
