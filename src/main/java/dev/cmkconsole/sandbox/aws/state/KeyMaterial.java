package dev.cmkconsole.sandbox.aws.state;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The secret part of a key: every version it ever had. All Regions of a multi-Region key share one. */
public final class KeyMaterial {

    /**
     * One version.
     *
     * @param id      64 hexadecimal digits
     * @param rotated when it became current; absent for the first
     */
    public record Version(String id, byte[] bytes, Optional<Instant> rotated, boolean onDemand) {

        public static Version of(String keyId, byte[] bytes, Optional<Instant> rotated, boolean onDemand) {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                digest.update(keyId.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                return new Version(HexFormat.of().formatHex(digest.digest(bytes)), bytes, rotated, onDemand);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** Oldest first; the last one encrypts. Empty while a key waits for its first import. */
    public final List<Version> versions = new ArrayList<>();

    public boolean automaticRotation;
    public int periodDays = 365;
    /** When the next automatic rotation is due; meaningful while it is on. */
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
}
