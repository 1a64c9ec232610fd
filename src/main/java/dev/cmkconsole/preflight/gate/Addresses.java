package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses from which Atlas calls KMS.
 *
 * @param single each address with what stands behind it: a cluster's name, or the control plane
 * @param complete whether these are all: both lists were read, and no block was too wide to try each of its addresses
 * @param hidden whether calls come through Atlas' own VPC endpoints, where KMS sees no public address
 */
public record Addresses(Map<String, String> single, boolean complete, boolean hidden) {
    static final String CONTROL_PLANE = "Atlas";
    /** Blocks of up to this many host bits are taken apart. */
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

    /** Every address of an IPv4 block; an IPv6 address only by itself. Empty for what is too wide or no address. */
    public static Optional<List<String>> members(String block) {
        int slash = block.indexOf('/');
        var host = slash < 0 ? block : block.substring(0, slash);
        if (host.indexOf(':') >= 0) {
            return slash < 0 || block.endsWith("/128") ? Optional.of(List.of(host)) : Optional.empty();
        }
        if (!host.matches("(\\d{1,3}\\.){3}\\d{1,3}")
                || slash >= 0 && !block.substring(slash + 1).matches("\\d{1,2}")) {
            return Optional.empty();
        }
        int prefix = slash < 0 ? 32 : Integer.parseInt(block.substring(slash + 1));
        if (prefix > 32 || 32 - prefix > MOST_HOST_BITS) {
            return Optional.empty();
        }
        long start = 0;
        for (var part : host.split("\\.")) {
            start = start << 8 | Integer.parseInt(part);
        }
        start &= -1L << 32 - prefix;
        var members = new ArrayList<String>();
        for (long address = start; address < start + (1L << 32 - prefix); address++) {
            members.add((address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "."
                    + (address & 255));
        }
        return Optional.of(members);
    }
}
