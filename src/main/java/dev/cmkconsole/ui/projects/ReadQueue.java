package dev.cmkconsole.ui.projects;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Selects the next project to read: visible rows first, then in the order of the requests. */
final class ReadQueue {
    private final Set<String> waiting = new LinkedHashSet<>();
    private List<String> inView = List.of();

    void add(Collection<String> ids) {
        waiting.addAll(ids);
    }

    void inView(List<String> ids) {
        inView = List.copyOf(ids);
    }

    Optional<String> next() {
        var next = inView.stream()
                .filter(waiting::contains)
                .findFirst()
                .or(() -> waiting.stream().findFirst());
        next.ifPresent(waiting::remove);
        return next;
    }

    void clear() {
        waiting.clear();
    }
}
