package dev.cmkconsole.procedure.alerts;

import dev.cmkconsole.model.outcome.InputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The wish to acknowledge one open alert, or to end its acknowledgement.
 *
 * @param until empty to end it
 */
public record Acknowledge(String alertId, Optional<Instant> until, Optional<String> comment) {
    /** The contract's limit of {@code acknowledgementComment}. */
    private static final int LONGEST = 200;

    public Acknowledge {
        if (!alertId.matches("[0-9a-f]{24}")) {
            throw new InputException("input.alert.id", alertId);
        }
        comment = comment.map(String::strip).filter(c -> !c.isEmpty());
        if (comment.filter(c -> c.length() > LONGEST).isPresent()) {
            throw new InputException("input.alert.comment", LONGEST);
        }
    }

    public static Acknowledge ending(String alertId) {
        return new Acknowledge(alertId, Optional.empty(), Optional.empty());
    }

    /**
     * Reads a date or a date and time. A date alone means its beginning in UTC.
     *
     * @throws InputException when it is neither, or not after now
     */
    public static Instant moment(String typed, Instant now) {
        String text = typed.strip();
        Instant read;
        try {
            read = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InputException("input.alert.until", text);
        }
        if (!read.isAfter(now)) {
            throw new InputException("input.alert.past", text);
        }
        return read;
    }
}
