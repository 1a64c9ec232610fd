package dev.cmkconsole.model.atlas;

/**
 * What a cluster is doing.
 *
 * @param state Atlas' {@code stateName}: IDLE, CREATING, UPDATING, DELETING, REPAIRING, or a newer one
 */
public record ClusterStatus(String state, boolean paused) {
    public boolean idle() {
        return state.equals("IDLE");
    }
}
