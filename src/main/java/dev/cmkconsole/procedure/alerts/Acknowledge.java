package dev.cmkconsole.procedure.alerts;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.outcome.InputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The wish to acknowledge one open alert, or to end its acknowledgement.
 *
 * @param alert its id, or the word of an alert about the key, of which only one is open at a time
 * @param until empty to end it
 */
public record Acknowledge(String alert, Optional<Instant> until, Optional<String> comment) {
    /** The contract's limit of {@code acknowledgementComment}. */
    private static final int LONGEST = 200;

    public Acknowledge {
        if (!alert.matches("[0-9a-f]{24}") && KeyAlert.ofWord(alert).isEmpty()) {
            throw new InputException("input.alert.id", alert);
        }
        // Atlas answers whole seconds, and the effect is found by comparing.
        until = until.map(time -> time.truncatedTo(ChronoUnit.SECONDS));
        comment = comment.map(String::strip).filter(c -> !c.isEmpty());
        if (comment.filter(c -> c.length() > LONGEST).isPresent()) {
            throw new InputException("input.alert.comment", LONGEST);
        }
    }

    public static Acknowledge ending(String alert) {
        return new Acknowledge(alert, Optional.empty(), Optional.empty());
    }

    boolean names(Alert open) {
        return open.id().equals(alert)
                || open.about().filter(a -> a.word().equals(alert)).isPresent();
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
