package dev.cmkconsole.ui.nav;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Optional;

/**
 * One page of a project: a tab of the row, a section of one, or neither. The project screen needs only this interface,
 * so a new tab needs only a new file.
 *
 * <p>The row is: Overview, Enable, Switch, Clusters, Rotate, then {@link TabGroup#KEYS} (old keys, restore proof,
 * drill, protection), {@link TabGroup#ACCESS} (check, roles, rescue), {@link TabGroup#NETWORK} (private networking,
 * search nodes), then Alerts. A place, a link or a banner names a tab or a section by its own {@link #id()}, never a
 * group.
 */
public interface ProjectTab {

    /** Returns the tab's id, its title, and its position in the row or among the sections. */
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

    /**
     * Returns the tab of the row that this one is a section of. Empty if it is a tab of the row itself. A group with
     * one section shows that section without a row of sections.
     */
    default Optional<TabGroup> sectionOf() {
        return Optional.empty();
    }

    /** Whether the row shows the tab or its group. A tab that it does not show is reached from the overview. */
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
     * @param rank position in the row, ascending, where the overview has 0; for a section, position in its group
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

        /**
         * Returns the reason of {@link #because} for a project that is known to have no key of its own in AWS KMS.
         * Empty for any other project.
         */
        public static Optional<NotApplicable> withoutKey(ProjectSnapshot now, String key, String tab) {
            return now.posture().filter(posture -> !posture.hasAwsKey()).flatMap(_ -> because(key, tab));
        }
    }
}
