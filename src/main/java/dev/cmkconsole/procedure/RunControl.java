package dev.cmkconsole.procedure;

import java.time.Duration;

/** The user's hand on a run. Stopping is cooperative: the step under way is finished and recorded first. */
public interface RunControl {

    boolean stopRequested();

    /** Returns after the time, or earlier when the user stops the run or asks to try now. */
    void await(Duration time);
}
