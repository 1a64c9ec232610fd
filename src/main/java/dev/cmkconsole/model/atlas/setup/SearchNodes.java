package dev.cmkconsole.model.atlas.setup;

/**
 * The dedicated search nodes of one cluster.
 *
 * @param state Atlas' {@code stateName}
 */
public record SearchNodes(String cluster, String state) {

    /** Whether Atlas is not changing them. */
    public boolean idle() {
        return state.equals("IDLE");
    }
}
