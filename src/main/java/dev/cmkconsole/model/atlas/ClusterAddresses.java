package dev.cmkconsole.model.atlas;

import java.util.List;

/**
 * The addresses from which a cluster's nodes call other services.
 *
 * @param outbound the addresses in use, and those after the next change of nodes (getGroupIpAddresses)
 */
public record ClusterAddresses(String cluster, List<String> outbound) {

    public ClusterAddresses {
        outbound = List.copyOf(outbound);
    }
}
