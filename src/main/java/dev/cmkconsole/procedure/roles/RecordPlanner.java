package dev.cmkconsole.procedure.roles;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.roles.ProjectRoles;
import dev.cmkconsole.preflight.roles.RecordStanding;
import dev.cmkconsole.preflight.roles.RoleText;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans to deauthorize a role record and to take back what it left in AWS. Atlas comes first: it refuses while something
 * uses the record, and then AWS is not touched. Every check comes before the first request.
 */
public final class RecordPlanner implements Planner<RecordChoices> {
    public static final StepId UNUSED = StepId.of("check-record-unused");
    public static final StepId AGE = StepId.of("check-record-age");
    public static final StepId BACKUPS = StepId.of("check-backups");
    public static final StepId DEAUTHORIZE = StepId.of("deauthorize-role");

    private final WaitSettings waits;

    public RecordPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return RecordProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(RecordChoices want) {
        var role = want.cleanUp() == CleanUp.NOTHING
                ? Optional.<String>empty()
                : want.iamRole().map(r -> r.name());
        return new ReadScope(role, Optional.empty(), Optional.empty()).with(ReadScope.More.ROLE_USE);
    }

    @Override
    public Optional<KeySurveyRequest> keySurveyRequest(RecordChoices want) {
        return want.backups() ? Optional.of(KeySurveyRequest.LISTING) : Optional.empty();
    }

    @Override
    public Plan plan(ProjectSnapshot now, RecordChoices want) {
        var roles = ProjectRoles.of(now, List.of());
        var record = want.record().flatMap(roles::record);
        var role = now.aws()
                .role()
                .value()
                .flatMap(r -> r)
                .filter(r -> want.iamRole().equals(Optional.of(r.arn())));
        var trust = new TrustSteps(now, roles, want, role, waits);
        var deletion = new DeletionSteps(now, roles, want, role, waits);
        // What a record in use stands on is not touched, so there is nothing to read or to describe.
        boolean inUse = record.filter(RecordPlanner::inUse).isPresent();
        boolean wantsTrust = want.cleanUp() == CleanUp.TRUST && !inUse;
        boolean wantsRole = want.cleanUp() == CleanUp.ROLE && !inUse;
        var steps = new ArrayList<Step>();
        want.record().ifPresent(id -> steps.addAll(recordChecks(now, want, id, record)));
        if (wantsTrust || wantsRole) {
            steps.add(trust.role());
            steps.add(trust.externalIds());
        }
        if (wantsTrust && want.record().isEmpty()) {
            steps.add(deletion.lastUse(trust.over()));
        }
        if (wantsRole) {
            steps.addAll(deletion.checks());
        }
        want.record().ifPresent(id -> steps.add(deauthorize(now, want, id, record)));
        if (wantsTrust) {
            steps.add(trust.remove());
        }
        if (wantsRole) {
            steps.addAll(deletion.steps());
        }
        return new Plan(RecordProcedure.TYPE, now.project(), now.at(), steps)
                .named(Text.of(
                        want.record().isPresent()
                                ? "procedure.access." + want.cleanUp()
                                : "procedure.access.leftOver." + want.cleanUp()));
    }

    private static boolean inUse(RecordStanding record) {
        return !record.uses().isEmpty();
    }

    private List<Step> recordChecks(
            ProjectSnapshot now, RecordChoices want, String id, Optional<RecordStanding> record) {
        var steps = new ArrayList<Step>();
        boolean gone = now.roles().value().isPresent() && record.isEmpty();
        steps.add(Step.check(UNUSED)
                .words("roles.unused")
                .inTitle(id)
                .status(gone ? gone(want, id) : unused(now, record))
                .build());
        if (!gone) {
            steps.add(AccessChecks.owner(now, want.accepted()));
        }
        Status age = record.flatMap(r -> r.youngUntil(now.at()))
                .map(until -> want.unlessAccepted(AGE, Text.of("roles.age.young", until)))
                .orElse(Status.DONE);
        steps.add(Step.check(AGE).words("roles.age").status(age).build());
        if (want.backups()) {
            steps.add(Step.check(BACKUPS)
                    .words("roles.backups")
                    .status(gone ? Status.DONE : backups(now, want))
                    .build());
        }
        return steps;
    }

    /** A record that was known once and is no longer there was deleted; any other id may be a slip. */
    private static Status gone(RecordChoices want, String id) {
        return want.externalIds().isEmpty() ? new Status.Blocked(Text.of("roles.unused.noRecord", id)) : Status.DONE;
    }

    private static Status unused(ProjectSnapshot now, Optional<RecordStanding> record) {
        if (now.roles().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.roles"));
        }
        if (now.encryption().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.encryption"));
        }
        var uses = record.map(RecordStanding::uses).orElse(List.of());
        return uses.isEmpty()
                ? Status.DONE
                : new Status.Blocked(Text.of("roles.unused.inUse", RoleText.uses(uses), RoleText.ways(uses)));
    }

    /** A project without a key restores a backup that a key encrypts only once a role may use that key again. */
    private static Status backups(ProjectSnapshot now, RecordChoices want) {
        var known = now.survey().value().flatMap(s -> s.backups().value());
        if (known.isEmpty()) {
            return want.unlessAccepted(BACKUPS, Text.of("roles.backups.unread"));
        }
        var keys = known.get().stream()
                .flatMap(b -> b.masterKey().stream())
                .distinct()
                .sorted()
                .toList();
        long count = known.get().stream().filter(b -> b.masterKey().isPresent()).count();
        return keys.isEmpty()
                ? Status.DONE
                : want.unlessAccepted(BACKUPS, Text.of("roles.backups.need", count, String.join(", ", keys)));
    }

    private static Step deauthorize(
            ProjectSnapshot now, RecordChoices want, String id, Optional<RecordStanding> record) {
        boolean known = !want.externalIds().isEmpty();
        boolean gone = known && now.roles().value().isPresent() && record.isEmpty();
        var step = Step.atlas(DEAUTHORIZE)
                .words("roles.deauthorize")
                .inTitle(id)
                .inExplanation(
                        id,
                        record.flatMap(r -> r.record().iamRoleArn())
                                .<Object>map(arn -> arn)
                                .orElseGet(() -> Text.of("roles.noArn")))
                .reversibility(Reversibility.COMPENSATE)
                .status(Status.when(gone))
                .target(id);
        if (known && record.filter(RecordPlanner::inUse).isEmpty()) {
            step.request(AtlasRequests.deauthorizeRole(now.project().id(), id));
        }
        record.map(RecordStanding::record)
                .map((AccessRole r) -> AtlasRequests.accessRole(r))
                .ifPresent(step::before);
        return step.build();
    }
}
