package dev.cmkconsole.atlas;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two attempts; interrupting the thread ends the wait. */
@FunctionalInterface
public interface Pause {

    /** Real time, whatever the program's clock does. */
    Pause REAL = duration -> new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);

    void await(Duration duration) throws InterruptedException;
}
