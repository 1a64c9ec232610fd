package dev.cmkconsole.ui.wizard;

import javafx.beans.value.ObservableValue;

/**
 * One question of a wizard: its state lives as long as the wizard, so going back finds everything as it was
 * entered.
 */
public interface WizardPage {

    /** Names the page to the view that shows it. */
    String id();

    /** Short name in the list of steps. */
    String name();

    /** The question, or the task. */
    ObservableValue<String> heading();

    /** What the page allows, changing with its state. */
    ObservableValue<Footer> footer();

    /** Whether one may come back to it; a page that only shows something happen is passed by. */
    default boolean returnable() {
        return true;
    }

    /** The page is shown, the first time or again. */
    default void entered() {}

    /**
     * The user wants to go on. Answers at once or later, exactly once, on the thread of the screens; when the answer
     * is to stay, the page itself says why, beside the field.
     */
    void leave(Departure departure);

    /** What the page answers to Next. */
    interface Departure {
        void goOn();

        void stay();
    }

    /**
     * The buttons under a page.
     *
     * @param next words of the button that goes on; empty hides it
     * @param commits whether the button changes the world
     * @param back whether there is a way back
     * @param stop words of the button that leaves the wizard; empty hides it
     * @param note beside it, what leaving means
     * @param stopIsDefault whether Enter leaves the wizard rather than goes on; for a page whose button cannot be
     *     taken back
     */
    record Footer(String next, boolean commits, boolean back, String stop, String note, boolean stopIsDefault) {
        public Footer(String next, boolean commits, boolean back, String stop, String note) {
            this(next, commits, back, stop, note, false);
        }
    }
}
