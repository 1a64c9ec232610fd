package dev.cmkconsole.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The notices of one connection. Some arrive after the connection is open, because its cache opens later. */
public final class Notices {
    private final List<Notice> said = new ArrayList<>();
    private @Nullable Consumer<Notice> listener;

    public synchronized void add(Notice notice) {
        said.add(notice);
        if (listener != null) {
            listener.accept(notice);
        }
    }

    /** @param each receives the notices so far, and then later ones, on the thread that adds them */
    public synchronized void listen(Consumer<Notice> each) {
        said.forEach(each);
        listener = each;
    }
}
