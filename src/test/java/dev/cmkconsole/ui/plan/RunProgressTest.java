package dev.cmkconsole.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.run.RunEvent;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.plan.StepLine.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The events of a run, as lines. */
class RunProgressTest {
    private static final Instant NOW = Instant.parse("2027-05-12T14:02:11Z");
    private static final StepId AUTHORIZE = StepId.of("authorize-role");
    private static final StepId VALID = StepId.of("key-valid");
    private final RunProgress progress = new RunProgress(new Messages(Locale.US, ZoneId.of("UTC")), SignIn.API_KEY);

    private static Plan plan(Status authorize) {
        return new Plan(
                EnableProcedure.TYPE,
                new Project("5f2a00000000000000000001", "p", "o", 0, NOW),
                NOW,
                List.of(
                        Step.atlas(AUTHORIZE)
                                .words("enable.authorize")
                                .reversibility(Reversibility.UNDO)
                                .status(authorize)
                                .build(),
                        Step.waiting(VALID)
                                .until(new Awaited.KeyValid())
                                .words("enable.valid")
                                .poll(Duration.ofSeconds(5))
                                .build()));
    }

    private StepLine line(StepId id, Instant at) {
        return progress.lines(at).stream()
                .filter(l -> l.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRetryCountsDownToItsNextTry() {
        var problem = new Problem.Refused(
                Problem.Origin.ATLAS,
                "authorize",
                new Problem.ServiceError(400, "CANNOT_ASSUME_ROLE", "", List.of()),
                Optional.empty(),
                NOW);
        progress.apply(new RunEvent.Planned(plan(Status.TO_DO), NOW));
        progress.apply(new RunEvent.StepStarted(AUTHORIZE, 1, NOW));
        assertThat(line(AUTHORIZE, NOW.plusSeconds(2)))
                .extracting(StepLine::mark, StepLine::note)
                .containsExactly(Mark.RUNNING, "for 2 s");
        progress.apply(new RunEvent.Retrying(AUTHORIZE, 2, 20, NOW.plusSeconds(12), problem, NOW.plusSeconds(2)));
        assertThat(line(AUTHORIZE, NOW.plusSeconds(4)).note()).isEqualTo("Trying again in 8 s (2 of 20)");
        assertThat(progress.retryReason()).contains(problem);
        progress.apply(new RunEvent.StepStarted(AUTHORIZE, 2, NOW.plusSeconds(12)));
        progress.apply(new RunEvent.Planned(plan(Status.DONE), NOW.plusSeconds(13)));
        progress.apply(new RunEvent.StepEnded(AUTHORIZE, Outcome.DONE, Optional.empty(), NOW.plusSeconds(13)));
        assertThat(line(AUTHORIZE, NOW.plusSeconds(60)).mark()).isEqualTo(Mark.DONE);
        assertThat(progress.retryReason()).isEmpty();
        assertThat(progress.done()).isEqualTo(1);
        assertThat(progress.current()).contains(VALID);
    }

    @Test
    void waitingSaysSinceWhenAndWhenItLooksAgain() {
        progress.apply(new RunEvent.Planned(plan(Status.DONE), NOW));
        progress.apply(new RunEvent.StepStarted(VALID, 1, NOW));
        progress.apply(new RunEvent.Waiting(VALID, NOW, NOW.plusSeconds(75), NOW.plusSeconds(70)));
        assertThat(line(VALID, NOW.plusSeconds(72)))
                .extracting(StepLine::mark, StepLine::note)
                .containsExactly(Mark.WAITING, "for 1 min 12 s, reading again in 3 s");
    }

    @Test
    void aFailureStaysOnItsLine() {
        progress.apply(new RunEvent.Planned(plan(Status.TO_DO), NOW));
        progress.apply(new RunEvent.StepStarted(AUTHORIZE, 1, NOW));
        progress.apply(new RunEvent.StepEnded(
                AUTHORIZE,
                Outcome.REFUSED,
                Optional.of(new Problem.Refused(
                        Problem.Origin.ATLAS,
                        "authorize",
                        new Problem.ServiceError(403, "USER_UNAUTHORIZED", "", List.of()),
                        Optional.empty(),
                        NOW)),
                NOW));
        assertThat(line(AUTHORIZE, NOW).mark()).isEqualTo(Mark.FAILED);
        assertThat(line(AUTHORIZE, NOW).note()).contains("not allowed to do this");
    }
}
