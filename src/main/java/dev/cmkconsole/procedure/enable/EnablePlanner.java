package dev.cmkconsole.procedure.enable;

import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.FindingSteps;
import dev.cmkconsole.procedure.access.KeyAccessSteps;
import dev.cmkconsole.procedure.access.RecordSteps;
import dev.cmkconsole.procedure.access.RoleSteps;
import dev.cmkconsole.procedure.access.SaveSteps;
import dev.cmkconsole.procedure.access.UnusedRecords;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans role-based access of a project to a KMS key, in the order that MongoDB documents. Atlas hands out the external
 * id first, and the role may use the key before the configuration that needs it is saved.
 */
public final class EnablePlanner implements Planner<EnableChoices> {
    private final WaitSettings waits;

    public EnablePlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return EnableProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(EnableChoices want) {
        return new ReadScope(
                Optional.of(want.roleName()),
                Optional.of(new KeyReference.ByArn(want.key())),
                Optional.of(want.key().region()));
    }

    @Override
    public Optional<CheckRequest> checkRequest(ProjectSnapshot now, EnableChoices want) {
        return Optional.of(new AccessState(now, want, want.key()).checkRequest());
    }

    @Override
    public Plan plan(ProjectSnapshot now, EnableChoices want) {
        var state = new AccessState(now, want, want.key());
        var settling = new Retry(AccessSteps.SETTLING, waits.retryDelay(), waits.retryAttempts());
        var record = new RecordSteps(state, settling);
        var role = new RoleSteps(state, settling);
        var access = new KeyAccessSteps(state, settling);
        var save = new SaveSteps(state, state.stored(), "enable.save", waits);
        var preparing = List.of(
                AccessChecks.configuration(state),
                AccessChecks.owner(state),
                AccessChecks.key(state),
                record.create(),
                role.setUp(),
                record.authorize(),
                access.allow(),
                access.keyPolicy());
        var checks = new FindingSteps(now.checks(), want, preparing, state.proved());
        var steps = new ArrayList<>(checks.blocking());
        steps.addAll(preparing);
        steps.addAll(List.of(checks.access(state.saved()), save.save(), save.valid()));
        return new Plan(EnableProcedure.TYPE, now.project(), now.at(), steps)
                .withLeftovers(UnusedRecords.of(now, state.record()));
    }
}
