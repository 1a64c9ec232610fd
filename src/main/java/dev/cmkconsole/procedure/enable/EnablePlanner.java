package dev.cmkconsole.procedure.enable;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.FindingSteps;
import dev.cmkconsole.procedure.access.RecordSteps;
import dev.cmkconsole.procedure.access.RoleSteps;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.access.SaveSteps;
import dev.cmkconsole.procedure.access.UnusedRecords;
import dev.cmkconsole.procedure.newkey.SpareKeys;
import dev.cmkconsole.procedure.newkey.WantedKey;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        var key = want.key().readScope();
        return new ReadScope(Optional.of(want.roleName()), key.key(), key.keyRegion(), key.newKey(), Set.of())
                .with(ReadScope.More.POLICIES);
    }

    @Override
    public Optional<AwsRegion> spareKeysIn(EnableChoices want) {
        return want.key().newKey().map(NewKey::region);
    }

    @Override
    public Optional<CheckRequest> checkRequest(ProjectSnapshot now, EnableChoices want) {
        var request = state(now, want).checkRequest();
        return Optional.of(
                WantedKey.exists(now, want.key().newKey())
                        ? request
                        : new CheckRequest(
                                request.accessRoleId(),
                                request.role(),
                                Optional.of(new KeyReference.ByAlias(
                                        want.key().newKey().orElseThrow().alias())),
                                request.keyRegion()));
    }

    private static AccessState state(ProjectSnapshot now, EnableChoices want) {
        return new AccessState(now, want, want.key().arn(now, want.namedArn()));
    }

    @Override
    public Plan plan(ProjectSnapshot now, EnableChoices want) {
        var state = state(now, want);
        var settling = new Retry(AccessSteps.SETTLING, waits.retryDelay(), waits.retryAttempts());
        var key = new WantedKey(state, want.key().newKey(), settling);
        var preparing = preparing(state, key, settling);
        var checks = new FindingSteps(key.findings(), want, preparing, state.proved());
        var save = new SaveSteps(state, key.stored(), "enable.save", waits);
        var steps = new ArrayList<>(checks.blocking());
        new RuleSteps(now, want, state.saved())
                .organizationOfMore(RuleSteps.configuration(now))
                .ifPresent(steps::add);
        steps.addAll(preparing);
        steps.add(checks.access(state.saved()));
        Stream.of(save.save(), save.valid()).map(key::whenItExists).forEach(steps::add);
        return new Plan(EnableProcedure.TYPE, now.project(), now.at(), steps).withLeftovers(leftovers(state, want));
    }

    /** A new key costs money from its first day, so that everything that may fail without it comes before. */
    private static List<Step> preparing(AccessState state, WantedKey key, Retry settling) {
        var record = new RecordSteps(state, settling);
        var steps = new ArrayList<>(List.of(AccessChecks.configuration(state), AccessChecks.owner(state)));
        var create = key.create();
        if (create.isEmpty()) {
            steps.add(key.check());
        }
        steps.addAll(List.of(record.create(), new RoleSteps(state, settling).setUp(), record.authorize()));
        if (!create.isEmpty()) {
            steps.addAll(create);
            steps.add(key.check());
        }
        steps.addAll(List.of(key.allow(), key.keyPolicy()));
        return steps;
    }

    private static List<Leftover> leftovers(AccessState state, EnableChoices want) {
        var all = new ArrayList<>(
                new SpareKeys(state.now(), state.key(), want.key().newKey()).all());
        all.addAll(UnusedRecords.of(state.now(), state.record()));
        return all;
    }
}
