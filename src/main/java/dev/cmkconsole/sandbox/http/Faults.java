package dev.cmkconsole.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pending faults. The first injected fault that applies to a call wins, and every fault counts the calls it
 * matches.
 */
public final class Faults {
    private final List<Armed> armed = new ArrayList<>();

    public synchronized void inject(Fault fault) {
        armed.add(new Armed(fault));
    }

    public synchronized void clear() {
        armed.clear();
    }

    /** Faults that can still affect a call. */
    public synchronized List<Fault> waiting() {
        return armed.stream().filter(a -> !a.spent()).map(a -> a.fault).toList();
    }

    synchronized Optional<Fault> next(String operation) {
        Fault chosen = null;
        for (var one : armed) {
            if (one.matches(operation) && one.strikes() && chosen == null) {
                chosen = one.fault;
            }
        }
        armed.removeIf(Armed::spent);
        return Optional.ofNullable(chosen);
    }

    private static final class Armed {
        private final Fault fault;
        private int seen;

        Armed(Fault fault) {
            this.fault = fault;
        }

        boolean matches(String operation) {
            return fault.operation().equals("*") || fault.operation().equals(operation);
        }

        boolean strikes() {
            seen++;
            return seen >= fault.nth() && (fault.times() <= 0 || seen < fault.nth() + fault.times());
        }

        boolean spent() {
            return fault.times() > 0 && seen >= fault.nth() + fault.times() - 1;
        }
    }
}
