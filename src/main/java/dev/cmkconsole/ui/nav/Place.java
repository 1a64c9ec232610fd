package dev.cmkconsole.ui.nav;

import java.util.Optional;

/** Somewhere in the window to go to. A screen that is added brings its own kind of place. */
public interface Place {

    record Projects() implements Place {}

    /** @param tab id of the tab, see {@link ProjectTab#id()} */
    record OfProject(String projectId, String tab) implements Place {
        public static final String OVERVIEW = "overview";
        public static final String ENABLE = "enable";
        public static final String SWITCH = "switch";
        public static final String CLUSTERS = "clusters";
        public static final String ROTATE = "rotate";
        public static final String CHECK = "check";
        public static final String OLD_KEYS = "old-keys";
    }

    /**
     * The history, narrowed.
     *
     * @param runId shows this run whole
     */
    record History(Optional<String> projectId, Optional<String> runId) implements Place {
        public static final History ALL = new History(Optional.empty(), Optional.empty());
    }

    /** The report of one run. */
    record Report(String runId) implements Place {}

    record Settings() implements Place {}
}
