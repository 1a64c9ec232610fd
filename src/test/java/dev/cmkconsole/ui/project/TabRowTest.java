package dev.cmkconsole.ui.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.nav.TabGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrangement of a project's tabs. */
class TabRowTest {

    private record Tab(String id, int rank, Optional<TabGroup> sectionOf, boolean inRow) implements ProjectTab {
        @Override
        public TabEntry entry() {
            return new TabEntry(id, id + ".tab", rank);
        }

        @Override
        public Page open(ProjectContext context) {
            throw new AssertionError("not opened here");
        }
    }

    private static Tab tab(String id, int rank) {
        return new Tab(id, rank, Optional.empty(), true);
    }

    private static Tab section(String id, int rank, TabGroup group) {
        return new Tab(id, rank, Optional.of(group), true);
    }

    private static List<String> ids(TabRow row) {
        return row.entries().stream().map(TabRow.Entry::id).toList();
    }

    @Test
    void sectionsStandUnderTheirGroupInTheirOrder() {
        var drill = section("drill", 30, TabGroup.KEYS);
        var oldKeys = section("old-keys", 10, TabGroup.KEYS);
        var alerts = tab("alerts", 70);
        var disable = new Tab("disable", 1, Optional.empty(), false);
        var row = new TabRow(List.of(drill, alerts, oldKeys, disable, tab("overview", 0)));
        assertThat(ids(row)).containsExactly("overview", "keys", "alerts");
        assertThat(row.entries().get(1).sections()).containsExactly(oldKeys, drill);
        assertThat(row.of(drill).id()).isEqualTo("keys");
        assertThat(row.of(alerts).id()).isEqualTo("alerts");
        assertThat(row.of(disable).id()).isEqualTo("overview");
    }

    /** A tab that names no group stands in the row itself, and the row has no room for it. */
    @Test
    void theRowIsTheOneOfTheDesign() {
        var tabs = new ArrayList<ProjectTab>(Procedures.tabs());
        tabs.add(new OverviewTab());
        var designed = Stream.of(
                        "overview", "enable", "switch", "clusters", "rotate", "keys", "access", "network", "alerts")
                .toList();
        var row = new TabRow(tabs);
        assertThat(designed).containsSubsequence(ids(row));
        assertThat(tabs.stream().filter(t -> !t.inRow()).map(ProjectTab::id)).containsExactly("disable");
        assertThat(row.entries())
                .allSatisfy(entry -> assertThat(entry.sections())
                        .extracting(ProjectTab::rank)
                        .doesNotHaveDuplicates());
    }
}
