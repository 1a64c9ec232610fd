package dev.cmkconsole.aws;

import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.port.ServiceDates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Passes on the date that AWS gives with each answer, and has the same connection sign by it. */
final class AnswerDates implements ExecutionInterceptor {
    /** Up to this difference a signature has this computer's time. */
    private static final Duration TOLERATED = Duration.ofMinutes(4);

    private final Clock clock;
    private final ServiceDates dates;
    private final ServiceDates own;
    private volatile Duration ahead = Duration.ZERO;

    AnswerDates(Clock clock) {
        this.clock = ServiceDates.local(clock);
        this.dates = ServiceDates.of(clock);
        this.own = (_, date) -> ahead = Duration.between(date, this.clock.instant());
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse().firstMatchingHeader("Date").ifPresent(date -> {
            dates.header(Origin.AWS, date);
            own.header(Origin.AWS, date);
        });
    }

    /** The time to sign by: that of AWS where this computer's clock differs from it by more than AWS tolerates. */
    Clock signing() {
        return new Clock() {
            @Override
            public Instant instant() {
                var now = clock.instant();
                return ahead.abs().compareTo(TOLERATED) > 0 ? now.minus(ahead) : now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return clock.withZone(zone);
            }
        };
    }
}
