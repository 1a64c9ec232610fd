package dev.cmkconsole.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.AtlasRequests;
import dev.cmkconsole.procedure.run.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Irreversible steps: their confirmation and their timing. */
class IrreversibleTest {
    private static final StepId BURN = StepId.of("burn");
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Bench bench = new Bench();

    /** One request, done once the project has as many role records. */
    private record ForEver(int records) implements Planner<NoChoices> {
        @Override
        public ProcedureType<?> procedure() {
            return EnableProcedure.TYPE;
        }

        @Override
        public ReadScope readScope(NoChoices choices) {
            return ReadScope.CONFIGURED;
        }

        @Override
        public Plan plan(ProjectSnapshot now, NoChoices choices) {
            return new Plan(
                    EnableProcedure.TYPE,
                    now.project(),
                    now.at(),
                    List.of(Step.atlas(BURN)
                            .words("enable.save")
                            .reversibility(Reversibility.NEVER)
                            .status(Status.when(
                                    now.roles().value().orElse(List.of()).size() >= records))
                            .request(
                                    AtlasRequests.createAccessRole(now.project().id()))
                            .retry(Retry.once(SETTLING))
                            .build()));
        }
    }

    @Test
    void itNeedsTheProjectsName() {
        var result = bench.run(new ForEver(1), new NoChoices(), bench.hand);

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(result.problem().orElseThrow().code()).isEqualTo("NOT_CONFIRMED");
        assertThat(bench.world.sent()).isZero();
    }

    @Test
    void itWaitsForWhatARunBeforeChangedInAws() {
        bench.enable();
        var changed = bench.journal.entries().stream()
                .filter(e -> e.what().kind() == EntryKind.INTENT
                        && e.what()
                                .recordedRequest()
                                .filter(RecordedRequest::toAws)
                                .isPresent())
                .map(JournalEntry::at)
                .reduce((_, later) -> later)
                .orElseThrow();

        assertThat(bench.runForEver(new ForEver(2), new NoChoices()).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        var sent = bench.journal.entries().stream()
                .filter(e ->
                        e.what().kind() == EntryKind.INTENT && e.what().step().equals(Optional.of(BURN.value())))
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(changed, sent.at())).isGreaterThanOrEqualTo(SETTLING);
    }

    @Test
    void whereAwsWasNotChangedItWaitsOnlyToGetOutOfStepWithAnotherConsole() {
        assertThat(bench.runForEver(new ForEver(1), new NoChoices()).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.hand.waits())
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(SETTLING.dividedBy(3)));
    }
}
