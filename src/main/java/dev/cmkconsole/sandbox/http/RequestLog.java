package dev.cmkconsole.sandbox.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
     * One request with its answer. In JSON the members of both are members of the entry.
     *
     * @param at simulated time
     */
    public record Entry(
            long number,
            Instant at,
            @JsonUnwrapped Request request,
            @JsonUnwrapped Answer answer) {

        public String service() {
            return request.service();
        }

        public String method() {
            return request.method();
        }

        public String path() {
            return request.path();
        }

        public String operation() {
            return request.operation();
        }

        public int status() {
            return answer.status();
        }

        public String fault() {
            return answer.fault();
        }
    }

    /** The call that the sandbox received. */
    public record Request(String service, String method, String path, String operation) {}

    /**
     * The reply to a request.
     *
     * @param status HTTP status answered, 0 where the connection was dropped
     * @param fault the injected fault's kind, or null
     */
    public record Answer(int status, long micros, String fault) {}

    void add(Instant at, String service, HttpCall call, String operation, int status, long micros, Fault fault) {
        Entry entry;
        synchronized (this) {
            entry = new Entry(
                    ++number,
                    at,
                    new Request(service, call.method(), call.rawPath(), operation),
                    new Answer(
                            status, micros, fault == null ? null : fault.kind().name()));
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
