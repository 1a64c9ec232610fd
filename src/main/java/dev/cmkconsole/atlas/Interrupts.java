package dev.cmkconsole.atlas;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Lock;

/** Waits that end when the user stops. The thread stays interrupted, and nothing was sent. */
final class Interrupts {
    private Interrupts() {}

    static void lock(Lock lock, String operation, Clock clock) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw stopped(operation, clock);
        }
    }

    static void pause(Pause pause, Duration duration, String operation, Clock clock) {
        try {
            pause.await(duration);
        } catch (InterruptedException e) {
            throw stopped(operation, clock);
        }
    }

    private static ServiceException stopped(String operation, Clock clock) {
        Thread.currentThread().interrupt();
        return new ServiceException(
                new Problem.Local(operation, "INTERRUPTED", "stopped before it changed anything", clock.instant()));
    }
}
