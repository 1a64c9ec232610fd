package dev.cmkconsole.app.command;

import dev.cmkconsole.procedure.run.SignalRunControl;
import dev.cmkconsole.text.Messages;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns Ctrl+C or a termination signal into a stop of the run. Holds the process until the run has ended and is
 * recorded. Close this object last, when only the exit remains.
 */
final class StopOnSignal implements AutoCloseable {
    /**
     * Limits the wait for the current step. Atlas may take a minute to answer a change, and reading the change back
     * takes up to 40 seconds. After this time the process ends; the next run reconciles the request.
     */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(StopOnSignal.class);

    private final SignalRunControl control;
    private final Messages messages;
    private final PrintStream err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("stop").unstarted(this::stop);

    StopOnSignal(SignalRunControl control, Messages messages, PrintStream err) {
        this.control = control;
        this.messages = messages;
        this.err = err;
    }

    /**
     * From this call on, a signal waits for the run. Before it, a signal ends the process at once, because nothing was
     * sent.
     */
    void runBegins() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is already ending", e);
            control.stop();
        }
    }

    private void stop() {
        control.stop();
        err.println(messages.get("cli.run.stopping"));
        try {
            if (!ended.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                err.println(messages.get("cli.run.notEnded"));
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
