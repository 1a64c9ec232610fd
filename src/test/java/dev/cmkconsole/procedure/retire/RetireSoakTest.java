package dev.cmkconsole.procedure.retire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.AccessKeyFacts.AccessKeyState;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.retire.RetireChoices.RetireAct;
import dev.cmkconsole.service.ServiceClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seven days before an access key is deleted are days of Atlas and AWS, not of this computer. */
class RetireSoakTest {
    private static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
    private static final Instant DEACTIVATED = Instant.parse("2027-03-01T12:00:00Z");

    /** Each clock in hours since the access key was deactivated. */
    @ParameterizedTest
    @CsvSource({
        "168, 168, 168, true",
        "167, 167, 167, false",
        "240, 24, 24, false",
        "240, 24, 240, false",
        "240, 240, 24, false",
        "24, 192, 192, true",
        "24, 192, 24, false",
    })
    void theWaitCountsByTheServicesTime(long computer, long atlas, long aws, boolean over) {
        var clock = new ServiceClock(Clock.fixed(after(computer), ZoneOffset.UTC));
        clock.seen(Origin.ATLAS, after(atlas));
        clock.seen(Origin.AWS, after(aws));

        var status = new RetirePlanner(Bench.WAITS)
                .plan(project(clock.instant()), RetireChoices.of(ACCESS_KEY, RetireAct.DELETE))
                .step(RetirePlanner.SOAKED)
                .orElseThrow()
                .status();

        assertThat(status).isInstanceOf(over ? Status.Done.class : Status.Blocked.class);
    }

    private static Instant after(long hours) {
        return DEACTIVATED.plus(Duration.ofHours(hours));
    }

    private static ProjectSnapshot project(Instant now) {
        var facts = new AccessKeyFacts(
                ACCESS_KEY,
                Optional.of("atlas"),
                new Observed.Known<>(AccessKeyState.INACTIVE, now),
                new Observed.Known<>(Optional.empty(), now),
                Optional.of(DEACTIVATED.minusSeconds(60)),
                Optional.of(DEACTIVATED));
        var survey = new KeySurvey(
                new Observed.Known<>(List.of(), now),
                new Observed.Known<>(List.of(), now),
                OtherNeeds.NOT_READ,
                List.of(),
                new Observed.Known<>(List.of(), now),
                Optional.of(facts));
        var seen = new Situation().snapshot();
        return new ProjectSnapshot(seen.project(), now, seen.atlas(), seen.aws(), seen.answers())
                .withSurvey(new Observed.Known<>(survey, now));
    }
}
