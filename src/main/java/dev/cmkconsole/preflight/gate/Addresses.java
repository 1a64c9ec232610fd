package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.model.atlas.AtlasAddresses;
import dev.cmkconsole.policy.document.IpRange;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The known addresses from which Atlas calls KMS. They are never all: data validation uses the key from instances that
 * only MongoDB support can name.
 *
 * @param single each address with its owner: a cluster's name, the control plane or the Atlas Gateway
 * @param complete whether these are all that Atlas lists: both lists were read, and every block was small enough to
 *     try each address
 * @param hidden whether calls come through Atlas' own VPC endpoints, where KMS sees no public address
 */
public record Addresses(Map<String, String> single, boolean complete, boolean hidden) {
    static final String CONTROL_PLANE = "Atlas";

    static final String GATEWAY = "Atlas Gateway";
    /** A block with at most this many host bits is split into its addresses. */
    private static final int MOST_HOST_BITS = 6;

    static Addresses of(AccessFacts facts) {
        var all = new LinkedHashMap<String, String>();
        var hidden =
                facts.configuration().filter(c -> c.requirePrivateNetworking()).isPresent();
        var complete = facts.known(Evidence.CONTROL_PLANE).isPresent()
                && facts.known(Evidence.NODES).isPresent();
        var atlas = facts.known(Evidence.CONTROL_PLANE);
        complete &= add(all, atlas.map(AtlasAddresses::controlPlane).orElse(List.of()), CONTROL_PLANE);
        complete &= add(all, atlas.map(AtlasAddresses::gateways).orElse(List.of()), GATEWAY);
        for (var cluster : facts.known(Evidence.NODES).orElse(List.of())) {
            complete &= add(all, cluster.outbound(), cluster.cluster());
        }
        return new Addresses(all, complete, hidden);
    }

    private static boolean add(Map<String, String> all, List<String> blocks, String owner) {
        var complete = true;
        for (var block : blocks) {
            var members = members(block);
            complete &= members.isPresent();
            members.orElse(List.of()).forEach(address -> all.putIfAbsent(address, owner));
        }
        return complete;
    }

    /**
     * Every address of an IPv4 block, or a single IPv6 address. Empty where the block is too wide or the text is no
     * address.
     */
    public static Optional<List<String>> members(String block) {
        return IpRange.parse(block).flatMap(range -> {
            if (range.isIpv4()) {
                return range.hostBits() <= MOST_HOST_BITS ? Optional.of(range.addresses()) : Optional.empty();
            }
            return range.isSingle() ? Optional.of(List.of(block.split("/")[0])) : Optional.empty();
        });
    }
}
