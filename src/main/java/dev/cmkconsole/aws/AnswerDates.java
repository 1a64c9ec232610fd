package dev.cmkconsole.aws;

import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.port.ServiceDates;
import java.time.Clock;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Passes on the date that AWS gives with each answer. */
final class AnswerDates implements ExecutionInterceptor {
    private final ServiceDates dates;

    AnswerDates(Clock clock) {
        this.dates = ServiceDates.of(clock);
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse().firstMatchingHeader("Date").ifPresent(date -> dates.header(Origin.AWS, date));
    }
}
