package dev.cmkconsole.procedure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The buttons of a run: stop, and try now. */
@Timeout(Patience.SECONDS)
class SignalRunControlTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final SignalRunControl control = new SignalRunControl();

    private static void ends(FutureTask<Void> task) throws Exception {
        Patience.get(task);
    }

    private FutureTask<Void> inThread(Runnable wait) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var task = new FutureTask<Void>(
                () -> {
                    begun.countDown();
                    wait.run();
                },
                null);
        Thread.ofVirtual().start(task);
        begun.await();
        return task;
    }

    /**
     * A "try now" before the wait has begun counts for the previous wait. It is therefore repeated until it meets one.
     */
    private void tryNowUntil(FutureTask<Void> ended) throws Exception {
        while (!ended.isDone()) {
            control.tryNow();
            Thread.onSpinWait();
        }
        ends(ended);
    }

    @Test
    void waitingEndsByItself() {
        control.await(Duration.ofMillis(1));
        control.pause(Duration.ofMillis(1));
        assertThat(control.stopRequested()).isFalse();
    }

    @Test
    void aStopEndsTheWaitingAndStays() throws Exception {
        var waiting = inThread(() -> control.await(LONG));
        control.stop();
        ends(waiting);

        assertThat(control.stopRequested()).isTrue();
        control.await(LONG);
    }

    @Test
    void tryNowEndsOneWaitingOfEitherKind() throws Exception {
        tryNowUntil(inThread(() -> control.await(LONG)));
        tryNowUntil(inThread(() -> control.pause(LONG)));
        assertThat(control.stopRequested()).isFalse();
    }

    @Test
    void aPauseOutlastsAStop() {
        control.stop();
        long began = System.nanoTime();
        control.pause(Duration.ofMillis(30));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void anInterruptIsAStopAndIsKept() {
        Thread.currentThread().interrupt();
        control.await(LONG);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(control.stopRequested()).isTrue();
    }
}
