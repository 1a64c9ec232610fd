package dev.cmkconsole.model.atlas;

import java.util.List;

/**
 * Addresses from which a cluster's nodes call other services.
 *
 * @param outbound those in use and those Atlas will use after its next change of nodes (getGroupIpAddresses)
 */
public record ClusterAddresses(String cluster, List<String> outbound) {

    public ClusterAddresses {
        outbound = List.copyOf(outbound);
    }
}
