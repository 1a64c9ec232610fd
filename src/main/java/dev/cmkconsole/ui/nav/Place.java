package dev.cmkconsole.ui.nav;

import java.util.Optional;

/** A navigation target in the window. A new screen adds its own type of place. */
public interface Place {

    public record Projects() implements Place {}

    /** A navigation target in one project. */
    interface InProject extends Place {
        String projectId();

        /** Returns the tab's id, see {@link ProjectTab#id()}. */
        String tab();
    }

    record OfProject(String projectId, String tab) implements InProject {
        public static final String OVERVIEW = "overview";
        public static final String ENABLE = "enable";
        public static final String SWITCH = "switch";
        public static final String CLUSTERS = "clusters";
        public static final String ROTATE = "rotate";
        public static final String CHECK = "check";
        public static final String ROLES = "roles";
        public static final String OLD_KEYS = "old-keys";
        public static final String DISABLE = "disable";
        public static final String PRIVATE_NETWORK = "private-network";
        public static final String RESTORE_PROOF = "restore-proof";
        public static final String DRILL = "drill";
        public static final String SEARCH_NODES = "search-nodes";
        public static final String PROTECTION = "protection";
        public static final String REQUIRED_KEYS = "required-keys";
        public static final String ALERTS = "alerts";
        public static final String RESCUE = "rescue";
    }

    /**
     * The tab Check access, for a role and a key that may differ from the configured ones.
     *
     * @param role ARN; empty for the configured role
     * @param key as the user would type it; empty for the configured key
     */
    record Check(String projectId, String role, String key) implements InProject {
        @Override
        public String tab() {
            return OfProject.CHECK;
        }
    }

    /**
     * The history with filters.
     *
     * @param runId the run to show in full
     */
    record History(Optional<String> projectId, Optional<String> runId) implements Place {
        public static final History ALL = new History(Optional.empty(), Optional.empty());
    }

    /** The report of one run. */
    record Report(String runId) implements Place {}

    record Settings() implements Place {}
}
