package dev.cmkconsole.service.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster.ProofMark;
import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.snapshot.KeyRecords.KeyDrill;
import dev.cmkconsole.procedure.drill.DrillTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks Atlas for what restore proofs left, and for what it noticed of a drill. */
public final class TrialReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Events of a drill that is longer ago than this are not asked for. */
    private static final Duration RECENT = Duration.ofDays(2);
    /** Events have whole seconds, and the clocks of two services differ a little. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final AtlasGateway atlas;

    public TrialReader(AtlasGateway atlas) {
        this.atlas = atlas;
    }

    /** The clusters that are named like those of a restore proof, with what their tags say. */
    public List<TemporaryCluster> temporary(String projectId) {
        var found = new ArrayList<TemporaryCluster>();
        for (var document : atlas.documents(projectId, ProjectPart.CLUSTERS)) {
            of(document).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    private static Optional<TemporaryCluster> of(String document) {
        try {
            var cluster = JSON.readTree(document);
            String name = cluster.path("name").asText();
            return name.startsWith(TemporaryCluster.PREFIX)
                    ? Optional.of(new TemporaryCluster(
                            name, cluster.path("stateName").asText(), created(cluster), mark(cluster)))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not what Atlas answers: " + e.getOriginalMessage(), e);
        }
    }

    /** The snapshot that a recorded restore names; empty where the text holds none. */
    static String snapshot(String body) {
        try {
            return JSON.readTree(body).path("snapshotId").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static Instant created(JsonNode cluster) {
        try {
            return Instant.parse(cluster.path("createDate").asText());
        } catch (DateTimeParseException e) {
            // Then every restore to a cluster of this name counts as one to this cluster.
            return Instant.EPOCH;
        }
    }

    private static Optional<ProofMark> mark(JsonNode cluster) {
        var tags = new LinkedHashMap<String, String>();
        cluster.path("tags")
                .forEach(t -> tags.put(t.path("key").asText(), t.path("value").asText()));
        return ProofMark.of(tags);
    }

    /** How to read what Atlas noticed of a drill; empty where that is long ago. */
    public Optional<Supplier<List<ProjectEvent>>> events(String projectId, KeyDrill drill, Instant now) {
        return drill.disabled().isBefore(now.minus(RECENT))
                ? Optional.empty()
                : Optional.of(() -> atlas.events(
                        projectId, DrillTimes.EVENTS, drill.disabled().minus(MARGIN)));
    }
}
