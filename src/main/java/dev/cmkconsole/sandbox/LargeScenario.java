package dev.cmkconsole.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.util.List;
import java.util.Random;

/**
 * Generates an organization of many projects; the same seed gives the same organization. Its AWS side comes from a
 * scenario that has a role and keys.
 */
final class LargeScenario {
    static final String DESCRIPTION =
            "An organisation of N projects with M clusters each, generated from a seed: large-NxM-SEED, N up to 2000.";
    private static final List<String> AREAS = List.of(
            "payments",
            "ledger",
            "analytics",
            "orders",
            "identity",
            "search",
            "billing",
            "inventory",
            "archive",
            "risk");
    private static final List<String> STAGES = List.of("prod", "staging", "dev", "test");
    private static final List<String> SIZES = List.of("M0", "M10", "M10", "M20", "M30", "M40", "M60");
    private static final List<String> REGIONS = List.of("US_EAST_1", "EU_WEST_1", "EU_CENTRAL_1", "AP_SOUTHEAST_2");

    private final int projects;
    private final int clusters;
    private final Random random;

    LargeScenario(int projects, int clusters, int seed) {
        if (projects < 1 || projects > 2000 || clusters > 100) {
            throw new IllegalArgumentException("A large scenario has 1 to 2000 projects with up to 100 clusters each");
        }
        this.projects = projects;
        this.clusters = clusters;
        this.random = new Random(seed);
    }

    /**
     * Replaces the projects of {@code base}. The {@code shared} member of {@code base} names the role and the keys that
     * the generated projects use.
     */
    JsonNode make(JsonNode base) {
        ObjectNode scenario = base.deepCopy();
        var shared = base.path("shared");
        var list = scenario.withObject("atlas").putArray("projects");
        for (int i = 0; i < projects; i++) {
            list.add(project(i, shared));
        }
        return scenario.put("description", DESCRIPTION);
    }

    private ObjectNode project(int number, JsonNode shared) {
        var project = Json.object()
                .put("name", pick(AREAS) + "-" + pick(STAGES) + "-" + String.format("%04d", number))
                .put("createdDaysAgo", 10 + random.nextInt(1500));
        var posture = random.nextInt(10);
        var encrypted = posture >= 4;
        if (posture >= 3) {
            var role = project.putArray("roles")
                    .addObject()
                    .put("name", "shared")
                    .put("externalId", shared.path("externalId").asText());
            if (encrypted) {
                role.put("arn", shared.path("roleArn").asText());
                var keys = posture == 9 ? shared.path("disabledKeys") : shared.path("keys");
                project.putObject("encryption")
                        .put("role", "shared")
                        .put("region", shared.path("region").asText())
                        .put("key", keys.path(random.nextInt(keys.size())).asText())
                        .put("daysAgo", 1 + random.nextInt(300));
            }
        }
        var list = project.putArray("clusters");
        for (int i = 0; i < clusters; i++) {
            var size = pick(SIZES);
            list.addObject()
                    .put("name", "cluster-" + i)
                    .put("size", size)
                    .put("region", pick(REGIONS))
                    .put("shards", size.equals("M60") ? 2 : 1)
                    .put("paused", random.nextInt(20) == 0 && !size.equals("M0"))
                    .put("encrypted", encrypted && !size.equals("M0") && random.nextInt(4) > 0);
        }
        return project;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
