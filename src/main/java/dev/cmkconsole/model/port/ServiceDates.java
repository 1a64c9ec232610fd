package dev.cmkconsole.model.port;

import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Problem.Origin;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Receives the time that a service gives with each answer. */
@FunctionalInterface
public interface ServiceDates {
    /** Learns nothing, and so parses no header. */
    ServiceDates IGNORED = new ServiceDates() {
        @Override
        public void seen(Origin service, Instant date) {}

        @Override
        public void header(Origin service, String value) {}
    };

    void seen(Origin service, Instant date);

    /** The largest difference between this computer's clock and a service's that a person should know of. */
    default Optional<ClockDifference> difference() {
        return Optional.empty();
    }

    /** Whether a service has told its time, or nothing here learns it. */
    default boolean settled() {
        return true;
    }

    /** This computer's own clock, where the services correct it. */
    default Optional<Clock> uncorrected() {
        return Optional.empty();
    }

    /**
     * This computer's own clock, for what must not follow every service: the simulated ones, and signatures, which
     * follow the service that they are for.
     */
    static Clock local(Clock clock) {
        return clock instanceof ServiceDates learning ? learning.uncorrected().orElse(clock) : clock;
    }

    /** A clock that learns from the services, or a receiver that ignores them. */
    static ServiceDates of(Clock clock) {
        return clock instanceof ServiceDates learning ? learning : IGNORED;
    }

    /**
     * Takes the value of a {@code Date} header (RFC 9110, section 6.6.1). A value in another form is ignored.
     */
    default void header(Origin service, String value) {
        try {
            seen(
                    service,
                    ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            // A service without a readable date teaches nothing.
        }
    }
}
