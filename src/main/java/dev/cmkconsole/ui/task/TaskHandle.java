package dev.cmkconsole.ui.task;
/** The caller's handle on background work. */
public interface TaskHandle {

    /** A handle of finished work. */
    TaskHandle ENDED = new TaskHandle() {
        @Override
        public void cancel() {}

        @Override
        public boolean running() {
            return false;
        }
    };

    /**
     * Interrupts the work and drops its result: no consumer is called afterwards. A second or late cancellation has no
     * effect.
     */
    void cancel();

    boolean running();
}
