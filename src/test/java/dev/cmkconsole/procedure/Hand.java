package dev.cmkconsole.procedure;

import dev.cmkconsole.procedure.run.RunControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The user's actions in tests. Waiting moves the clock, and a stop comes at the configured time. */
public final class Hand implements RunControl {
    private final MovingClock clock;
    private final List<Duration> waits = new ArrayList<>();
    private int stopInWait = -1;
    private boolean stop;

    Hand(MovingClock clock) {
        this.clock = clock;
    }

    /** Stops in the nth wait, counted from 1, and cuts it short. */
    public Hand stopInWait(int n) {
        stopInWait = n;
        return this;
    }

    public void stop() {
        stop = true;
    }

    public List<Duration> waits() {
        return waits;
    }

    @Override
    public boolean stopRequested() {
        return stop;
    }

    @Override
    public void await(Duration time) {
        waits.add(time);
        if (waits.size() == stopInWait) {
            stop = true;
        }
        if (!stop) {
            clock.pass(time);
        }
    }

    @Override
    public void pause(Duration time) {
        clock.pass(time);
    }
}
