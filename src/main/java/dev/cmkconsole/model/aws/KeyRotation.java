package dev.cmkconsole.model.aws;

import dev.cmkconsole.model.outcome.InputException;
import java.time.Instant;
import java.util.Optional;

/**
 * How KMS rotates the material of a key (GetKeyRotationStatus). The key's id, ARN and policy stay the same, so users
 * of the key notice nothing.
 *
 * @param periodDays days between two automatic rotations, 90 to 2560; empty if rotation is off or KMS does not say
 * @param onDemandSince when the rotation on demand in progress began
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

    /**
     * Parses what was typed.
     *
     * @throws InputException when it is no number, or KMS would refuse the period
     */
    public static int daysOf(String text) {
        try {
            return checkDays(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new InputException("input.days", text.strip());
        }
    }

    /**
     * One material of a key (ListKeyRotations), in AWS' words.
     *
     * @param state PENDING_ROTATION, CURRENT, NON_CURRENT, or a newer one
     * @param imported IMPORTED or PENDING_IMPORT; empty for material that KMS generated
     */
    public record Material(String state, Optional<String> imported) {
        /** Whether a rotation on demand can make it the current one. */
        public boolean readyToRotate() {
            return state.equals("PENDING_ROTATION")
                    && imported.filter("IMPORTED"::equals).isPresent();
        }
    }

    /** One completed rotation (ListKeyRotations). */
    public record Past(Instant at, boolean onDemand) {}
}
