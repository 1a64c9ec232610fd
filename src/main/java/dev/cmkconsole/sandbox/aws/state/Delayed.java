package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** A value whose older state other services see for a while. */
public final class Delayed<T> {

    private record Version<T>(Instant visibleFrom, T value) {}

    private final Deque<Version<T>> versions = new ArrayDeque<>();

    /** @param initial visible immediately */
    Delayed(T initial) {
        versions.add(new Version<>(Instant.MIN, initial));
    }

    public void set(T value, Instant visibleFrom) {
        versions.addLast(new Version<>(visibleFrom, value));
    }

    public T latest() {
        return versions.getLast().value();
    }

    /** The value as the other AWS services see it. Discards versions that are no longer visible. */
    public T seenAt(Instant now) {
        T seen = versions.getFirst().value();
        for (var version : versions) {
            if (version.visibleFrom().isAfter(now)) {
                break;
            }
            seen = version.value();
        }
        while (versions.size() > 1 && !second().visibleFrom().isAfter(now)) {
            versions.removeFirst();
        }
        return seen;
    }

    private Version<T> second() {
        var each = versions.iterator();
        each.next();
        return each.next();
    }
}
