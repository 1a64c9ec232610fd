package dev.cmkconsole.ui.nav;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Optional;

/** One tab of a project, as the project screen learns of it: a tab is added by adding a file. */
public interface ProjectTab {

    /** Its place among the tabs. */
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

    /** Why the tab does not apply to a project as it is now, and what would make it apply. Empty when it applies. */
    default Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return Optional.empty();
    }

    /** Called when the tab is first shown for a project and applies to it. */
    Page open(ProjectContext context);

    /** @param rank order among the tabs, ascending; the overview is 0 */
    record TabEntry(String id, String titleKey, int rank) {}

    /**
     * Two sentences in place of the tab.
     *
     * @param tab id of the tab that would change it, offered as a button
     */
    record NotApplicable(Text reason, Text remedy, String tab) {
        /** @param key of the reason; the remedy's ends in {@code .next} */
        public static Optional<NotApplicable> because(String key, String tab) {
            return Optional.of(new NotApplicable(Text.of(key), Text.of(key + ".next"), tab));
        }
    }
}
