package dev.cmkconsole.ui.nav;

import java.util.Optional;

/** Somewhere in the window to go to. A screen that is added brings its own kind of place. */
public interface Place {

    public record Projects() implements Place {}

    /** Somewhere in one project. */
    interface InProject extends Place {
        String projectId();

        /** Id of the tab, see {@link ProjectTab#id()}. */
        String tab();
    }

    record OfProject(String projectId, String tab) implements InProject {
        public static final String OVERVIEW = "overview";
        public static final String ENABLE = "enable";
        public static final String SWITCH = "switch";
        public static final String CLUSTERS = "clusters";
        public static final String ROTATE = "rotate";
        public static final String CHECK = "check";
        public static final String OLD_KEYS = "old-keys";
    }

    /**
     * The tab Check access, about a role and a key that need not be the configured ones.
     *
     * @param role ARN; empty for the configured role
     * @param key as it would be typed in; empty for the configured key
     */
    record Check(String projectId, String role, String key) implements InProject {
        @Override
        public String tab() {
            return OfProject.CHECK;
        }
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
