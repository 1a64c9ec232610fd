package dev.cmkconsole.atlas;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two attempts. An interrupt of the thread ends the wait. */
@FunctionalInterface
public interface Pause {

    /** Waits in real time, independent of the program's clock. */
    Pause REAL = duration -> new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);

    void await(Duration duration) throws InterruptedException;
}
