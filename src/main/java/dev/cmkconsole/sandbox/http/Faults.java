package dev.cmkconsole.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pending faults. The first injected fault that applies to a call wins, and every fault counts the calls it
 * matches.
 */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private final List<Armed> armed = new ArrayList<>();
    private CountDownLatch cleared = new CountDownLatch(1);

    /** A fault that meets a call. Its delay ends early when {@code cleared} opens. */
    record Met(Fault fault, CountDownLatch cleared) {
        void delay() throws InterruptedException {
            if (!fault.delay().isZero() && cleared.await(fault.delay().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} goes on, because the faults are cleared", fault.operation());
            }
        }
    }

    public synchronized void inject(Fault fault) {
        armed.add(new Armed(fault));
    }

    /** Calls that a fault still delays go on at once. */
    public synchronized void clear() {
        armed.clear();
        cleared.countDown();
        cleared = new CountDownLatch(1);
    }

    /** Faults that can still affect a call. */
    public synchronized List<Fault> waiting() {
        return armed.stream().filter(a -> !a.spent()).map(a -> a.fault).toList();
    }

    synchronized Optional<Met> next(String operation) {
        Fault chosen = null;
        for (var one : armed) {
            if (one.matches(operation) && one.strikes() && chosen == null) {
                chosen = one.fault;
            }
        }
        armed.removeIf(Armed::spent);
        return Optional.ofNullable(chosen).map(f -> new Met(f, cleared));
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
