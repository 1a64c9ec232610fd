package dev.cmkconsole.sandbox.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The secret part of a key, with all its versions. All Regions of a multi-Region key share one. */
public final class KeyMaterial {

    /**
     * One version.
     *
     * @param id      64 hexadecimal digits
     * @param rotated when it became current; absent for the first
     */
    public record Version(String id, byte[] bytes, Optional<Instant> rotated, boolean onDemand) {

        static Version read(JsonNode node) {
            return new Version(
                    node.path("id").asText(),
                    Base64.getDecoder().decode(node.path("bytes").asText()),
                    Optional.ofNullable(node.get("rotated"))
                            .map(JsonNode::asText)
                            .map(Instant::parse),
                    node.path("onDemand").asBoolean());
        }

        public static Version of(String keyId, byte[] bytes, Optional<Instant> rotated, boolean onDemand) {
            var id = new Sha256()
                    .add(keyId.getBytes(StandardCharsets.US_ASCII))
                    .add(bytes)
                    .hex();
            return new Version(id, bytes, rotated, onDemand);
        }
    }

    /** Oldest first; the last version encrypts. Empty while a key waits for its first import. */
    public final List<Version> versions = new ArrayList<>();

    /** Imported material that the next rotation on demand makes the current one. */
    public Optional<Version> pending = Optional.empty();

    public boolean automaticRotation;
    public int periodDays = 365;
    /** When the next automatic rotation is due. Only meaningful while rotation is enabled. */
    public Instant nextRotation = Instant.MAX;
    /** A rotation on demand that is under way, and when it ends. */
    public Optional<Instant> onDemandStarted = Optional.empty();

    public int onDemandCount;

    public Version current() {
        return versions.getLast();
    }

    public Optional<Version> version(String id) {
        return versions.stream().filter(v -> v.id().equals(id)).findFirst();
    }

    public boolean isPending(String id) {
        return pending.filter(v -> v.id().equals(id)).isPresent();
    }
}
