package dev.cmkconsole.procedure.alerts;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.outcome.InputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wish to acknowledge one open alert, or to end its acknowledgement.
 *
 * @param alert its id, or the word of an alert about the key, for every open one of that kind
 * @param until empty to end it
 */
public record Acknowledge(String alert, Optional<Instant> until, Optional<String> comment) {
    /** The contract's limit of {@code acknowledgementComment}. */
    private static final int LONGEST = 200;
    /** A timestamp of RFC 3339 has a year of four digits. */
    private static final int LAST_YEAR = 9999;

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

    /** The same wish for each alert that it names. Several configurations of one alert open an alert each. */
    Stream<Acknowledge> each(List<Alert> open) {
        var named = open.stream().filter(this::names).toList();
        return named.size() < 2 ? Stream.of(this) : named.stream().map(a -> new Acknowledge(a.id(), until, comment));
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
        if (read.atOffset(ZoneOffset.UTC).getYear() > LAST_YEAR) {
            throw new InputException("input.alert.until", text);
        }
        if (!read.isAfter(now)) {
            throw new InputException("input.alert.past", text);
        }
        return read;
    }
}
