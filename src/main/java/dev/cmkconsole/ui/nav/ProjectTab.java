package dev.cmkconsole.ui.nav;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Optional;

/** One tab of a project. The project screen needs only this interface, so a new tab needs only a new file. */
public interface ProjectTab {

    /** Returns the tab's position among the tabs. */
    TabEntry entry();

    default String id() {
        return entry().id();
    }

    default String titleKey() {
        return entry().titleKey();
    }

    default int rank() {
        return entry().rank();
    }

    /** Whether the tab stands among the others. One that does not is reached from the overview. */
    default boolean inRow() {
        return true;
    }

    /** Returns why the tab does not apply to the project now, and what would make it apply. Empty if it applies. */
    default Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return Optional.empty();
    }

    /** Called when an applicable tab is first shown for a project. */
    Page open(ProjectContext context);

    /**
     * @param rank position among the tabs, ascending; the overview has 0
     */
    record TabEntry(String id, String titleKey, int rank) {}

    /**
     * Two sentences that replace the tab's content.
     *
     * @param tab id of the tab that would change this, offered as a button
     */
    record NotApplicable(Text reason, Text remedy, String tab) {
        /**
         * @param key key of the reason; the key of the remedy ends in {@code .next}
         */
        public static Optional<NotApplicable> because(String key, String tab) {
            return Optional.of(new NotApplicable(Text.of(key), Text.of(key + ".next"), tab));
        }
    }
}
