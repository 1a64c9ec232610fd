package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.InputException;
import java.time.Instant;
import java.util.Optional;

/**
 * How KMS renews the material of a key by itself (GetKeyRotationStatus). The key's id, ARN and policy stay what they
 * are, so nobody who uses the key notices.
 *
 * @param periodDays days between two automatic rotations, 90 to 2560; empty where it is off or not told
 * @param onDemandSince when a rotation on demand that is still under way was begun
 */
public record KeyRotation(
        boolean automatic, Optional<Integer> periodDays, Optional<Instant> next, Optional<Instant> onDemandSince) {
    public static final int SHORTEST_DAYS = 90;
    public static final int LONGEST_DAYS = 2560;
    public static final KeyRotation OFF = new KeyRotation(false, Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws InputException when KMS would refuse the period */
    public static int checkDays(int days) {
        if (days < SHORTEST_DAYS || days > LONGEST_DAYS) {
            throw new InputException("input.rotation.period", days, SHORTEST_DAYS, LONGEST_DAYS);
        }
        return days;
    }

    /** Reads what was typed. @throws InputException when it is no number, or KMS would refuse the period */
    public static int daysOf(String text) {
        try {
            return checkDays(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new InputException("input.days", text.strip());
        }
    }

    /** One rotation that is over (ListKeyRotations). */
    public record Past(Instant at, boolean onDemand) {}
}
