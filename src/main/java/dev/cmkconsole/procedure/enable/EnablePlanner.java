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
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a project role-based access to a KMS key: MongoDB's documented order, with the external id that Atlas hands
 * out first and the key's permission before the configuration that needs it.
 */
public final class EnablePlanner implements Planner<EnableChoices> {
    private final WaitSettings pace;

    public EnablePlanner(WaitSettings pace) {
        this.pace = pace;
    }

    @Override
    public ProcedureType<?> procedure() {
        return EnableProcedure.TYPE;
    }

    @Override
    public ReadScope focus(EnableChoices want) {
        return new ReadScope(
                Optional.of(want.roleName()),
                Optional.of(new KeyReference.ByArn(want.key())),
                Optional.of(want.key().region()));
    }

    @Override
    public Optional<CheckRequest> inquiry(ProjectSnapshot now, EnableChoices want) {
        return Optional.of(new AccessState(now, want, want.key()).inquiry());
    }

    @Override
    public Plan plan(ProjectSnapshot now, EnableChoices want) {
        var f = new AccessState(now, want, want.key());
        var settling = new Retry(AccessSteps.SETTLING, pace.retryDelay(), pace.retryAttempts());
        var record = new RecordSteps(f, settling);
        var role = new RoleSteps(f, settling);
        var access = new KeyAccessSteps(f, settling);
        var save = new SaveSteps(f, f.key().toString(), "enable.save", pace);
        var preparing = List.of(
                AccessChecks.configuration(f),
                AccessChecks.owner(f),
                AccessChecks.key(f),
                record.create(),
                role.setUp(),
                record.authorize(),
                access.allow(),
                access.keyPolicy());
        var checks = new FindingSteps(now.checks(), want, preparing, f.proved());
        var steps = new ArrayList<>(checks.blocking());
        steps.addAll(preparing);
        steps.addAll(List.of(checks.access(f.saved()), save.save(), save.valid()));
        return new Plan(EnableProcedure.TYPE, now.project(), now.at(), steps);
    }
}
