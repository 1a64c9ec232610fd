package dev.cmkconsole.procedure.run;

import java.time.Duration;

/** The user's hand on a run. Stopping is cooperative: the step under way is finished and recorded first. */
public interface RunControl {
    boolean stopRequested();

    /** Returns after the time, or earlier when the user stops the run or asks to try now. */
    void await(Duration time);

    /**
     * Returns after the time, or earlier when the user asks to try now; a stop does not shorten it. For the end of a
     * step under way, whose outcome must be found out whatever the user wants next.
     */
    void pause(Duration time);
}
