package dev.cmkconsole.procedure.run;

import java.time.Duration;

/** How the user stops or hurries a run. A stop takes effect once the step under way is finished and recorded. */
public interface RunControl {
    boolean stopRequested();

    /** Returns after the time, or earlier when the user stops the run or asks to try now. */
    void await(Duration time);

    /**
     * Returns after the time, or earlier when the user asks to try now; a stop does not shorten it. It is for the
     * end of a step, whose outcome must be found out whatever the user wants next.
     */
    void pause(Duration time);
}
