package dev.cmkconsole.procedure.run;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges a request whose effect a fresh plan does not show. */
final class LostAnswer {
    /** How long AWS may take to show what it answered. */
    private static final Duration LONGEST_SETTLING = Duration.ofMinutes(15);
    /** The status of a fault in the service itself; proxies before it answer 502 to 504. */
    private static final int SERVICE_ITSELF = 500;

    private LostAnswer() {}

    /**
     * Whether the plan asks for something else by now, because somebody changed what the step rests on. Then the plan
     * does not tell whether the request took effect.
     */
    static boolean outpaced(Plan plan, Step step) {
        return plan.step(step.id())
                .filter(s -> s.status() instanceof Status.ToDo && request(s).equals(request(step)))
                .isEmpty();
    }

    private static Optional<?> request(Step step) {
        return switch (step) {
            case Step.AtlasStep a -> a.request();
            case Step.AwsStep a -> a.request();
            case Step.CheckStep _, Step.ManualStep _, Step.WaitStep _ -> Optional.empty();
        };
    }

    /**
     * Whether the service has finished with the request, so that an effect that does not show now will not come. Atlas
     * reads its own writes; IAM takes its time. A request that nobody answered may still be carried out: no document of
     * Atlas or AWS says until when. An error of a proxy before the service tells as little as a broken connection.
     */
    static boolean over(SentRequest sent, Instant now) {
        boolean settled = sent.step() instanceof Step.AtlasStep
                || !now.isBefore(sent.intent().at().plus(LONGEST_SETTLING));
        return sent.answer().isPresent() && settled
                || sent.problem().filter(LostAnswer::fromServiceItself).isPresent();
    }

    private static boolean fromServiceItself(Problem problem) {
        return problem instanceof Problem.Unreadable
                || problem instanceof Problem.ServerFault fault && fault.status() == SERVICE_ITSELF;
    }
}
