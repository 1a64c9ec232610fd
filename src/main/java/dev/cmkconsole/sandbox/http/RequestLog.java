package dev.cmkconsole.sandbox.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The last requests to the sandbox. It holds no headers and no bodies, so it cannot contain a secret. */
public final class RequestLog {
    private static final int KEPT = 10_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
    private long number;

    /**
     * @param at     simulated time
     * @param status HTTP status answered, 0 where the connection was dropped
     * @param fault  the injected fault's kind, or null
     */
    public record Entry(
            long number,
            Instant at,
            String service,
            String method,
            String path,
            String operation,
            int status,
            long micros,
            String fault) {}

    void add(Instant at, String service, HttpCall call, String operation, int status, long micros, Fault fault) {
        Entry entry;
        synchronized (this) {
            entry = new Entry(
                    ++number,
                    at,
                    service,
                    call.method(),
                    call.rawPath(),
                    operation,
                    status,
                    micros,
                    fault == null ? null : fault.kind().name());
            entries.addLast(entry);
            if (entries.size() > KEPT) {
                entries.removeFirst();
            }
        }
        listeners.forEach(l -> l.accept(entry));
    }

    /** Oldest first; at most the last 10,000. */
    public synchronized List<Entry> entries() {
        return new ArrayList<>(entries);
    }

    /** Entries of one operation, oldest first. */
    public List<Entry> of(String operation) {
        return entries().stream().filter(e -> e.operation().equals(operation)).toList();
    }

    public synchronized void clear() {
        entries.clear();
    }

    /** Called on the serving thread after each answer. */
    public void listen(Consumer<Entry> listener) {
        listeners.add(listener);
    }
}
