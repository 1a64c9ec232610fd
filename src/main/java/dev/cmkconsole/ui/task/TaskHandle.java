package dev.cmkconsole.ui.task;
/** The caller's hand on something that goes on in the background. */
public interface TaskHandle {

    /** A handle of something that is over already. */
    TaskHandle ENDED = new TaskHandle() {
        @Override
        public void cancel() {}

        @Override
        public boolean running() {
            return false;
        }
    };

    /**
     * Interrupts the work and drops its result: no consumer is called afterwards. Cancelling twice, or too late,
     * does nothing.
     */
    void cancel();

    boolean running();
}
