package dev.cmkconsole.ui.wizard;

import javafx.beans.value.ObservableValue;

/** One question of a wizard. Its state lives as long as the wizard, so going back finds every entry unchanged. */
public interface WizardPage {

    /** Identifies the page to the view that shows it. */
    String id();

    /** Returns the short name in the list of steps. */
    String name();

    /** Returns the question or the task. */
    ObservableValue<String> heading();

    /** Returns the page's buttons, which change with its state. */
    ObservableValue<Footer> footer();

    /** Returns whether the user can come back to the page. A page that only shows progress is skipped. */
    default boolean returnable() {
        return true;
    }

    /** Called when the page is shown, the first time or again. */
    default void entered() {}

    /**
     * Called when the user wants to continue. The page answers immediately or later, exactly once, on the screens'
     * thread. If it answers with stay, it shows the reason beside the field.
     */
    void leave(Departure departure);

    /** The page's answer to Next. */
    interface Departure {
        void goOn();

        void stay();
    }

    /**
     * The buttons under a page.
     *
     * @param next text of the button that continues; empty hides it
     * @param commits whether the button starts a change
     * @param back whether Back is available
     * @param stop text of the button that leaves the wizard; empty hides it
     * @param note what leaving means, shown beside that button
     * @param stopIsDefault whether Enter leaves the wizard instead of continuing; for a page with an irreversible step
     * @param ready whether the page would continue now; where it would not, the button only says why
     */
    record Footer(
            String next,
            boolean commits,
            boolean back,
            String stop,
            String note,
            boolean stopIsDefault,
            boolean ready) {
        public Footer(String next, boolean commits, boolean back, String stop, String note, boolean stopIsDefault) {
            this(next, commits, back, stop, note, stopIsDefault, true);
        }

        public Footer(String next, boolean commits, boolean back, String stop, String note) {
            this(next, commits, back, stop, note, false);
        }

        public Footer ready(boolean now) {
            return new Footer(next, commits, back, stop, note, stopIsDefault, now);
        }
    }
}
