package dev.cmkconsole.ui.nav;

/** A tab of a project's row that has several sections. A section is a {@link ProjectTab} with an id of its own. */
public enum TabGroup {
    KEYS("keys", "project.row.keys", 40),
    ACCESS("access", "project.row.access", 50),
    NETWORK("network", "project.row.network", 60);

    private final String id;
    private final String titleKey;
    private final int rank;

    TabGroup(String id, String titleKey, int rank) {
        this.id = id;
        this.titleKey = titleKey;
        this.rank = rank;
    }

    /** Names the tab in the row. A place names a section instead. */
    public String id() {
        return id;
    }

    public String titleKey() {
        return titleKey;
    }

    /** Returns the position in the row, among the ranks of the tabs without sections. */
    public int rank() {
        return rank;
    }
}
