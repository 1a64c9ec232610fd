package dev.cmkconsole.ui.project;

import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.nav.TabGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Arranges the tabs of a project in a row in which several of them may be sections of one entry. */
final class TabRow {
    private final List<Entry> entries;

    /**
     * One tab of the row.
     *
     * @param sections what it opens, in order; more than one is shown as a row of sections
     */
    record Entry(String id, String titleKey, int rank, List<ProjectTab> sections) {}

    TabRow(List<ProjectTab> tabs) {
        Map<TabGroup, List<ProjectTab>> groups = new EnumMap<>(TabGroup.class);
        var arranged = new ArrayList<Entry>();
        tabs.stream()
                .filter(ProjectTab::inRow)
                .sorted(Comparator.comparingInt(ProjectTab::rank))
                .forEach(tab -> tab.sectionOf()
                        .ifPresentOrElse(
                                group -> groups.computeIfAbsent(group, _ -> new ArrayList<>())
                                        .add(tab),
                                () -> arranged.add(new Entry(tab.id(), tab.titleKey(), tab.rank(), List.of(tab)))));
        groups.forEach((group, sections) ->
                arranged.add(new Entry(group.id(), group.titleKey(), group.rank(), List.copyOf(sections))));
        arranged.sort(Comparator.comparingInt(Entry::rank));
        this.entries = List.copyOf(arranged);
    }

    List<Entry> entries() {
        return entries;
    }

    /** Returns the entry that is current while the tab is shown: the first one for a tab outside the row. */
    Entry of(ProjectTab tab) {
        return entries.stream()
                .filter(entry -> entry.sections().contains(tab))
                .findFirst()
                .orElseGet(entries::getFirst);
    }
}
