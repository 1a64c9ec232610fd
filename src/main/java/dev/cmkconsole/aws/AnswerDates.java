package dev.cmkconsole.aws;

import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.port.ServiceDates;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Passes on the date that AWS gives with each answer, and has new clients of the same connection sign by it. */
final class AnswerDates implements ExecutionInterceptor {
    /** Up to this difference the SDK signs by this computer's clock. */
    private static final Duration TOLERATED = Duration.ofMinutes(4);

    private final ServiceDates dates;
    private final ServiceDates own;
    private volatile Duration ahead = Duration.ZERO;

    AnswerDates(Clock clock) {
        this.dates = ServiceDates.of(clock);
        this.own = (_, date) -> ahead = Duration.between(date, clock.instant());
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse().firstMatchingHeader("Date").ifPresent(date -> {
            dates.header(Origin.AWS, date);
            own.header(Origin.AWS, date);
        });
    }

    /**
     * Sets the clock of the next client. The SDK gives it the clock difference that any client of the process learned
     * last, the clients of practice mode and its simulated time included. A change is not repeated, so a wrong
     * difference would have it refused.
     */
    void setClockOfNextClient() {
        SdkGlobalTime.setGlobalTimeOffset(ahead.abs().compareTo(TOLERATED) > 0 ? (int) ahead.toSeconds() : 0);
    }
}
