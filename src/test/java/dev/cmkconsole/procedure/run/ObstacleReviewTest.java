package dev.cmkconsole.procedure.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.NoChoices;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After a change, a run waits for what may still settle, and asks at once about what no reading ever tells. */
class ObstacleReviewTest {
    private final Bench bench = new Bench();

    @ParameterizedTest
    @CsvSource({
        "HIDDEN_POLICIES, false",
        "SERVICE_CONTROL_POLICIES, false",
        "SOURCE_ADDRESSES, true",
        "IDENTITY_POLICIES, true"
    })
    void aDoubtThatTimeCannotAnswerIsAskedAboutAtOnce(CheckId doubt, boolean waits) {
        var result = bench.run(new Doubting(doubt), new NoChoices(), bench.hand);

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.NEEDS_DECISION);
        assertThat(bench.world.sent()).isEqualTo(1);
        assertThat(bench.hand.waits().isEmpty()).isEqualTo(!waits);
    }

    /** One request, and a check that is open once it was sent. */
    private record Doubting(CheckId check) implements Planner<NoChoices> {
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
            boolean made = !now.roles().value().orElse(List.of()).isEmpty();
            var create = Step.atlas(AccessSteps.CREATE_RECORD)
                    .words("enable.createRecord")
                    .reversibility(Reversibility.UNDO)
                    .status(Status.when(made))
                    .request(AtlasRequests.createAccessRole(now.project().id()))
                    .build();
            var open = Step.check(StepId.ofCheck(check))
                    .title(Text.of("check." + check + ".question"))
                    .reason(Text.of("checks.reason"))
                    .explanation(Text.of("checks.explain"))
                    .status(made ? new Status.CannotTell(Text.of("checks.reason")) : Status.TO_DO)
                    .build();
            return new Plan(EnableProcedure.TYPE, now.project(), now.at(), List.of(create, open));
        }
    }
}
