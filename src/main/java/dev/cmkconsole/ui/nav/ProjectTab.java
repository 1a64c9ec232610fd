package dev.cmkconsole.ui.nav;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Optional;

/** One tab of a project, as the project screen learns of it: a tab is added by adding a file. */
public interface ProjectTab {

    String id();

    String titleKey();

    /** Order among the tabs, ascending; the overview is 0. */
    int rank();

    /** Why the tab does not apply to a project as it is now, and what would make it apply. Empty when it applies. */
    default Optional<Why> notApplicable(ProjectSnapshot now) {
        return Optional.empty();
    }

    /** Called when the tab is first shown for a project and applies to it. */
    Page open(ProjectContext context);

    /**
     * Two sentences in place of the tab.
     *
     * @param tab id of the tab that would change it, to be offered as a button
     */
    record Why(Text reason, Text remedy, Optional<String> tab) {}
}
