package dev.cmkconsole.model.atlas;

import dev.cmkconsole.model.outcome.Text;
import java.util.Set;

/**
 * What a cluster is doing.
 *
 * @param state Atlas' {@code stateName}: IDLE, CREATING, UPDATING, DELETING, REPAIRING, or a newer one
 */
public record ClusterStatus(String state, boolean paused) {
    private static final Set<String> KNOWN = Set.of("IDLE", "CREATING", "UPDATING", "DELETING", "REPAIRING");

    public boolean idle() {
        return state.equals("IDLE");
    }

    public boolean deleting() {
        return state.equals("DELETING");
    }

    /** The state in words; a state that this program does not know is called as Atlas calls it. */
    public Text text() {
        if (paused && idle()) {
            return Text.of("cluster.state.PAUSED");
        }
        return KNOWN.contains(state) ? Text.of("cluster.state." + state) : Text.of("cluster.state.OTHER", state);
    }
}
