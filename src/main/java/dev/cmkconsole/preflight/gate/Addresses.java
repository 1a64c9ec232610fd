package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.policy.document.IpRange;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses from which Atlas calls KMS.
 *
 * @param single each address with its owner: a cluster's name, or the control plane
 * @param complete whether these are all addresses: both lists were read, and every block was small enough to try each
 *     address
 * @param hidden whether calls come through Atlas' own VPC endpoints, where KMS sees no public address
 */
public record Addresses(Map<String, String> single, boolean complete, boolean hidden) {
    static final String CONTROL_PLANE = "Atlas";
    /** A block with at most this many host bits is split into its addresses. */
    private static final int MOST_HOST_BITS = 6;

    static Addresses of(AccessFacts facts) {
        var all = new LinkedHashMap<String, String>();
        var hidden =
                facts.configuration().filter(c -> c.requirePrivateNetworking()).isPresent();
        var complete = facts.known(Evidence.CONTROL_PLANE).isPresent()
                && facts.known(Evidence.NODES).isPresent();
        for (var block : facts.known(Evidence.CONTROL_PLANE).orElse(List.of())) {
            var members = members(block);
            complete &= members.isPresent();
            members.orElse(List.of()).forEach(address -> all.putIfAbsent(address, CONTROL_PLANE));
        }
        for (var cluster : facts.known(Evidence.NODES).orElse(List.of())) {
            for (var block : cluster.outbound()) {
                var members = members(block);
                complete &= members.isPresent();
                members.orElse(List.of()).forEach(address -> all.putIfAbsent(address, cluster.cluster()));
            }
        }
        return new Addresses(all, complete, hidden);
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
