package dev.cmkconsole.sandbox.atlas.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The names that the API's contract lists: regions and tiers of each cloud, and types of events and alerts. */
public final class Vocabulary {
    private static final Vocabulary CONTRACT = read();

    private final Map<String, Set<String>> regions = new LinkedHashMap<>();
    private final Map<String, Set<String>> instanceSizes = new LinkedHashMap<>();
    private final Set<String> alertEventTypes;
    private final Set<String> eventTypes;

    private Vocabulary(JsonNode names) {
        names.path("regions").properties().forEach(e -> regions.put(e.getKey(), strings(e.getValue())));
        names.path("instanceSizes").properties().forEach(e -> instanceSizes.put(e.getKey(), strings(e.getValue())));
        alertEventTypes = strings(names.path("alertEventTypes"));
        eventTypes = strings(names.path("eventTypes"));
    }

    private static Vocabulary read() {
        try (var in = Vocabulary.class.getResourceAsStream("/dev/cmkconsole/sandbox/vocabulary.json")) {
            return new Vocabulary(Json.MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's list of names cannot be read", e);
        }
    }

    private static Set<String> strings(JsonNode list) {
        var result = new LinkedHashSet<String>();
        list.forEach(one -> result.add(one.asText()));
        return result;
    }

    /** @param provider {@code AWS}, {@code AZURE} or {@code GCP} */
    public static Set<String> regions(String provider) {
        return Collections.unmodifiableSet(CONTRACT.regions.getOrDefault(provider, Set.of()));
    }

    public static boolean isRegion(String provider, String name) {
        return CONTRACT.regions.getOrDefault(provider, Set.of()).contains(name);
    }

    public static Set<String> instanceSizes(String provider) {
        return Collections.unmodifiableSet(CONTRACT.instanceSizes.getOrDefault(provider, Set.of()));
    }

    public static boolean isInstanceSize(String provider, String name) {
        return CONTRACT.instanceSizes.getOrDefault(provider, Set.of()).contains(name);
    }

    public static boolean canAlert(String eventType) {
        return CONTRACT.alertEventTypes.contains(eventType);
    }

    public static boolean isEventType(String name) {
        return CONTRACT.eventTypes.contains(name) || CONTRACT.alertEventTypes.contains(name);
    }
}
