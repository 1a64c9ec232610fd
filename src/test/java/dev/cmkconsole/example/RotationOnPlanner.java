package dev.cmkconsole.example;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;

/** Turns on automatic rotation of the key that the project uses. */
final class RotationOnPlanner implements Planner<RotationOnChoices> {
    static final StepId KEY = StepId.of("check-key");
    static final StepId ROTATE = StepId.of("rotate-by-itself");

    @Override
    public ProcedureType<?> procedure() {
        return RotationOnProcedure.TYPE;
    }

    /** The key that the project is configured with is read, and nothing more. */
    @Override
    public ReadScope readScope(RotationOnChoices want) {
        return ReadScope.CONFIGURED;
    }

    @Override
    public Plan plan(ProjectSnapshot now, RotationOnChoices want) {
        var steps = now.aws()
                .key()
                .value()
                .map(key -> List.of(check(Status.DONE), rotate(key, want.days())))
                .orElseGet(() -> List.of(check(new Status.Blocked(Text.of("rotationOn.key.unread")))));
        return new Plan(RotationOnProcedure.TYPE, now.project(), now.at(), steps);
    }

    /** What was not read is no pass: the plan is blocked, and nothing is sent. */
    private static Step check(Status status) {
        return Step.check(KEY).words("rotationOn.key").status(status).build();
    }

    private static Step rotate(CustomerKey key, int days) {
        var request = new AwsRequest.EnableKeyRotation(key.arn(), days);
        return Step.aws(ROTATE)
                .words("rotationOn.rotate")
                .inTitle(days)
                .inExplanation(key.arn().toString(), days)
                .reversibility(Reversibility.UNDO)
                .status(Status.when(key.rotation().filter(r -> rotates(r, days)).isPresent()))
                .request(request)
                .build();
    }

    private static boolean rotates(KeyRotation rotation, int days) {
        return rotation.automatic()
                && rotation.periodDays().filter(d -> d == days).isPresent();
    }
}
