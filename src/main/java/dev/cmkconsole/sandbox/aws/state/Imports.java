package dev.cmkconsole.sandbox.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which material is imported into one key of origin EXTERNAL, in one Region, and until when. */
public final class Imports {
    private final Map<String, Optional<Instant>> untilById = new LinkedHashMap<>();

    public void put(String materialId, Optional<Instant> until) {
        untilById.put(materialId, until);
    }

    public void remove(String materialId) {
        untilById.remove(materialId);
    }

    public boolean has(String materialId) {
        return untilById.containsKey(materialId);
    }

    /** Empty where the material does not expire or is not imported. */
    public Optional<Instant> until(String materialId) {
        return untilById.getOrDefault(materialId, Optional.empty());
    }

    /** The ids of material that expired. */
    public List<String> expired(Instant now) {
        return untilById.entrySet().stream()
                .filter(e -> e.getValue().filter(end -> !end.isAfter(now)).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    void write(ObjectNode node) {
        untilById.forEach(
                (id, until) -> node.put(id, until.map(Instant::toString).orElse("")));
    }

    /**
     * A scenario that names no import of a key of origin EXTERNAL means that all its material is imported.
     *
     * @param validTo the expiry that such a scenario gives
     */
    static void read(JsonNode node, KmsKey key, Optional<Instant> validTo) {
        if (!key.origin.equals("EXTERNAL")) {
            return;
        }
        var listed = node.path("imports");
        if (listed.isObject()) {
            listed.properties()
                    .forEach(each ->
                            key.imports.put(each.getKey(), time(each.getValue().asText())));
        } else if (key.state != KmsKey.State.PENDING_IMPORT) {
            key.material.versions.forEach(version -> key.imports.put(version.id(), validTo));
        }
    }

    private static Optional<Instant> time(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }
}
