package dev.cmkconsole.procedure.run;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A run control for buttons: stop, and try now. Safe for any thread. */
public final class SignalRunControl implements RunControl {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stop;
    private boolean now;

    public void stop() {
        signal(() -> stop = true);
    }

    /** Ends the present wait, if there is one. */
    public void tryNow() {
        signal(() -> now = true);
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean stopRequested() {
        lock.lock();
        try {
            return stop;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await(Duration time) {
        hold(time, true);
    }

    @Override
    public void pause(Duration time) {
        hold(time, false);
    }

    /** An interrupt is a stop, kept for the caller. */
    private void hold(Duration time, boolean stopEnds) {
        boolean interrupted = false;
        lock.lock();
        try {
            now = false;
            long left = time.toNanos();
            while (!(stop && stopEnds) && !now && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop = true;
                    changed.signalAll();
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
