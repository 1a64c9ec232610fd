package dev.cmkconsole.sandbox.atlas.resource.hardware;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Disk sizes. A cluster has one size for all its shards and kinds of nodes. */
final class Disks {
    static final List<String> KINDS = List.of("electableSpecs", "readOnlySpecs", "analyticsSpecs");
    private static final double LEAST = 10.0;

    private Disks() {}

    static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The sizes that a request asks for, in its order. */
    static List<Double> asked(JsonNode specs) {
        return items(specs)
                .flatMap(spec -> items(spec.path("regionConfigs")))
                .flatMap(region -> KINDS.stream().map(region::path))
                .map(kind -> kind.path("diskSizeGB"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .toList();
    }

    /** The size that a tier comes with. */
    static double standard(String tier) {
        return switch (tier.replaceAll("_.*", "")) {
            case "M10" -> 30.0;
            case "M20" -> 40.0;
            case "M30" -> 50.0;
            default -> 80.0;
        };
    }

    /** A size below the least is raised. Free and shared tiers have a size of their own. */
    static double raised(String tier, double asked) {
        return switch (tier) {
            case "M0" -> 0.5;
            case "M2" -> 2.0;
            case "M5" -> 5.0;
            default -> Math.max(asked, LEAST);
        };
    }

    static Optional<Double> first(JsonNode specs) {
        return asked(specs).stream().findFirst();
    }
}
