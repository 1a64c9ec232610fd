package dev.cmkconsole.service.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.rescue.Cause;
import dev.cmkconsole.procedure.rescue.Darkness;
import dev.cmkconsole.procedure.rescue.Diagnosis;
import dev.cmkconsole.procedure.rescue.RescuePlanner;
import dev.cmkconsole.text.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the encryption settings were not read, nothing is known: no outage is claimed, and nobody is blamed for it. */
@Alongside
class UnreadSettingsTest {
    private static final String READ = "getEncryptionAtRest";
    private static final Instant AT = Situation.NOW;
    private static final Messages MESSAGES = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    static Stream<Problem> refused() {
        return Stream.of(
                status(403, "USER_UNAUTHORIZED"),
                status(404, "GROUP_NOT_FOUND"),
                new Problem.NotSignedIn(Origin.ATLAS, READ, "UNAUTHORIZED", "", Optional.empty(), AT));
    }

    static Stream<Problem> unanswered() {
        return Stream.of(
                new Problem.RateLimited(Origin.ATLAS, READ, "RATE_LIMITED", "", Duration.ofSeconds(9), AT),
                new Problem.ServerFault(Origin.ATLAS, READ, 500, "UNEXPECTED_ERROR", "", Optional.empty(), AT),
                new Problem.TimedOut(Origin.ATLAS, READ, "", AT),
                new Problem.Unreachable(Origin.ATLAS, READ, "", Effect.NONE, AT),
                new Problem.Unreadable(Origin.ATLAS, READ, "", AT));
    }

    private static Problem status(int status, String code) {
        return new Problem.Refused(
                Origin.ATLAS, READ, new Problem.ServiceError(status, code, "", List.of()), Optional.empty(), AT);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aRefusalAsksForAccess(Problem problem) {
        assertThat(said(problem, Cause.CONFIGURATION_UNREAD)).contains("Project Owner", "is not known");
    }

    @ParameterizedTest
    @MethodSource("unanswered")
    void withoutAnAnswerTheAdviceIsToTryAgain(Problem problem) {
        assertThat(said(problem, Cause.CONFIGURATION_UNANSWERED))
                .contains("You: start the rescue again in a few minutes.", "is not known")
                .doesNotContain("Owner");
    }

    private static String said(Problem problem, Cause expected) {
        var now = new Situation().encryption(new Observed.Failed<>(problem, AT)).snapshot();
        var diagnosis = Diagnosis.of(now);
        var rescue = new Rescue(now, report(now), diagnosis, Darkness.of(now, diagnosis), Optional.empty());
        assertThat(diagnosis.cause()).contains(expected);
        assertThat(expected.suspected())
                .as("it ends as where no cause is certain")
                .isTrue();
        assertThat(new RescuePlanner(Bench.WAITS)
                        .plan(now, rescue.choices())
                        .steps()
                        .getFirst()
                        .status())
                .as("no repair is made without a diagnosis")
                .isInstanceOf(Status.Blocked.class);
        var sections = new RescueAccount(rescue).sections();
        assertThat(sections).extracting(RescueAccount.Section::id).containsExactly("cause", "who");
        return sections.stream()
                .flatMap(s -> s.lines().stream())
                .map(MESSAGES::say)
                .collect(Collectors.joining("\n"));
    }

    private static PreflightReport report(ProjectSnapshot now) {
        return new PreflightReport(
                now.project().id(),
                Optional.of(now.project()),
                now.at(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
