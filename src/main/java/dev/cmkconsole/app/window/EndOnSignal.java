package dev.cmkconsole.app.window;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a termination signal into the end of the window: journal and cache are closed, as if the user had closed it. A
 * cache that was not closed would be rebuilt at the next start, without its snapshots. Close this object last.
 */
final class EndOnSignal implements AutoCloseable {
    /** Limits the wait for files and connections. Afterwards the process ends all the same. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(EndOnSignal.class);

    private final Runnable end;
    private final Duration longestWait;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("end").unstarted(this::signaled);

    /** @param end makes the thread that opened the window close what it opened */
    EndOnSignal(Runnable end, Duration longestWait) {
        this.end = end;
        this.longestWait = longestWait;
    }

    /** From this call on, a signal waits for {@link #close}. */
    void begin() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is already ending", e);
            end.run();
        }
    }

    void signaled() {
        end.run();
        try {
            if (!ended.await(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the window's files were not closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is already ending", e);
        }
    }
}
