package dev.cmkconsole.model.atlas;

import java.util.List;

/**
 * The addresses from which Atlas itself calls AWS. The instances of data validation are not among them; only MongoDB
 * support can name theirs.
 *
 * @param controlPlane outbound blocks of the control plane in AWS
 * @param gateways outbound blocks of the Atlas Gateway in AWS; empty where Atlas lists none
 */
public record AtlasAddresses(List<String> controlPlane, List<String> gateways) {

    public AtlasAddresses {
        controlPlane = List.copyOf(controlPlane);
        gateways = List.copyOf(gateways);
    }
}
