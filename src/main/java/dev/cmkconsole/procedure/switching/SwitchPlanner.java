package dev.cmkconsole.procedure.switching;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.FindingSteps;
import dev.cmkconsole.procedure.access.KeyAccessSteps;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.access.RecordSteps;
import dev.cmkconsole.procedure.access.RoleSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Terraform;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves a project from an IAM user's credentials to a role, with the key and the region that it has. Atlas never
 * takes that back, so everything that can be taken back comes before, and every check between.
 */
public final class SwitchPlanner implements Planner<SwitchChoices> {
    public static final StepId CONFIGURATION = StepId.of("check-configuration");
    public static final StepId SWITCH = StepId.of("switch-to-role");
    public static final StepId VALID = StepId.of("key-valid");
    public static final StepId HEALTHY = StepId.of("clusters-healthy");
    /**
     * Changes in IAM are given this many times the pause between two tries before the request that is sent only
     * once.
     */
    private static final int SETTLING_PAUSES = 3;

    /**
     * How much of the switch a plan holds. PREPARATION: what can be taken back, and nothing else. COMMITMENT: what
     * cannot, after every check, and only where the preparation is complete; what is missing of it is an obstacle and
     * not something to be done on the way.
     */
    private enum Part {
        WHOLE,
        PREPARATION,
        COMMITMENT
    }

    private final WaitSettings pace;
    private final Part part;

    public SwitchPlanner(WaitSettings pace) {
        this(pace, Part.WHOLE);
    }

    private SwitchPlanner(WaitSettings pace, Part part) {
        this.pace = pace;
        this.part = part;
    }

    /** Plans everything up to the act that cannot be undone, without it. */
    public static SwitchPlanner preparing(WaitSettings pace) {
        return new SwitchPlanner(pace, Part.PREPARATION);
    }

    /**
     * Plans the act that cannot be undone and nothing beside it: whatever else would have to be changed first keeps
     * it back.
     */
    public static SwitchPlanner committing(WaitSettings pace) {
        return new SwitchPlanner(pace, Part.COMMITMENT);
    }

    /** Whether the answer of this check counts for the switch. */
    public static boolean asks(String check) {
        return FindingSteps.asks(check);
    }

    /** The step of a check, by the check's id: to accept what cannot be told. */
    public static StepId check(String id) {
        return StepId.ofCheck(id);
    }

    @Override
    public ProcedureType<?> procedure() {
        return SwitchProcedure.TYPE;
    }

    @Override
    public ReadScope focus(SwitchChoices want) {
        return new ReadScope(
                Optional.of(want.roleName()),
                want.key().map(KeyReference.ByArn::new),
                want.key().map(k -> k.region()));
    }

    @Override
    public Optional<CheckRequest> inquiry(ProjectSnapshot now, SwitchChoices want) {
        return access(now, want);
    }

    /** What to check about the role and the present key; empty while the key is not known. */
    public static Optional<CheckRequest> access(ProjectSnapshot now, SwitchChoices want) {
        return PresentKey.of(now, want.key()).map(key -> {
            var role = key.arn().map(arn -> new AccessState(now, want, arn));
            var roleArn = role.flatMap(AccessState::roleArn).or(want::namedArn);
            return new CheckRequest(
                    role.flatMap(AccessState::record).map(AccessRole::roleId),
                    roleArn,
                    key.reference(roleArn),
                    key.region());
        });
    }

    @Override
    public Plan plan(ProjectSnapshot now, SwitchChoices want) {
        var key = PresentKey.of(now, want.key());
        var arn = key.flatMap(PresentKey::arn);
        if (arn.isEmpty()) {
            return new Plan(
                    SwitchProcedure.TYPE,
                    now.project(),
                    now.at(),
                    List.of(configuration(refusal(now, want, key)
                            .orElseGet(() -> Text.of(
                                    "switch.keyUnknown",
                                    key.map(PresentKey::stored).orElse("?"),
                                    key.map(k -> k.region().id()).orElse("?"))))));
        }
        var f = new AccessState(now, want, arn.get());
        var settling = new Retry(AccessSteps.SETTLING, pace.retryDelay(), pace.retryAttempts());
        var record = new RecordSteps(f, settling);
        var access = new KeyAccessSteps(f, settling);
        var steps = new ArrayList<Step>();
        steps.add(refusal(now, want, key).map(SwitchPlanner::configuration).orElseGet(() -> configuration(f)));
        steps.addAll(List.of(AccessChecks.owner(f), AccessChecks.key(f)));
        var prepared = List.of(
                record.create(),
                new RoleSteps(f, settling).setUp(),
                record.authorize(),
                access.allow(),
                access.keyPolicy());
        steps.addAll(
                part == Part.COMMITMENT && !f.saved()
                        ? prepared.stream().map(SwitchPlanner::found).toList()
                        : prepared);
        if (part == Part.PREPARATION) {
            steps.addAll(0, new FindingSteps(now.checks(), want, steps, f.saved()).hopeless());
            return new Plan(SwitchProcedure.TYPE, now.project(), now.at(), steps);
        }
        steps.addAll(new FindingSteps(now.checks(), want, steps, f.proved()).each());
        steps.add(switchOver(f, key.get(), done(steps)));
        steps.add(valid(f));
        steps.add(healthy(f));
        return new Plan(SwitchProcedure.TYPE, now.project(), now.at(), steps);
    }

    /** The same step as something that must be there already. */
    private static Step found(Step step) {
        return step.status() instanceof Status.ToDo
                ? new Step.CheckStep(
                        step.id(),
                        step.title(),
                        step.reason(),
                        new Status.Blocked(Text.of("switch.notPrepared", step.title())),
                        step.rendering(),
                        "")
                : step;
    }

    private static boolean done(List<Step> steps) {
        return steps.stream().allMatch(s -> s.status().done());
    }

    /** Why this is not a project to be switched, or not to be switched like this. */
    private static Optional<Text> refusal(ProjectSnapshot now, SwitchChoices want, Optional<PresentKey> key) {
        if (now.encryption().value().isEmpty()) {
            return Optional.of(Text.of("plan.unreadable.encryption"));
        }
        if (now.roles().value().isEmpty()) {
            return Optional.of(Text.of("plan.unreadable.roles"));
        }
        if (now.clusters().value().isEmpty()) {
            return Optional.of(Text.of("plan.unreadable.clusters"));
        }
        var aws = now.encryption().value().get().awsKms();
        if (!aws.enabled()) {
            return Optional.of(Text.of("switch.notSetUp"));
        }
        if (key.isPresent() && want.key().filter(k -> !key.get().is(k)).isPresent()) {
            return Optional.of(Text.of(
                    "switch.otherKey",
                    key.get().stored(),
                    key.get().region().id(),
                    want.key().get().toString()));
        }
        return aws.onCredentials() && !aws.valid()
                ? Optional.of(
                        Text.of("switch.keyInvalid", aws.customerMasterKeyId().orElse("?")))
                : Optional.empty();
    }

    private static Step configuration(AccessState f) {
        var aws = f.configuration().orElseThrow();
        boolean recordGone =
                f.want().role().accessRoleId().isPresent() && f.record().isEmpty();
        return recordGone
                ? configuration(Text.of(
                        "enable.recordGone", f.want().role().accessRoleId().get()))
                : aws.onCredentials() || f.saved()
                        ? configurationStep(Status.DONE)
                        : configuration(
                                Text.of("switch.alreadyRole", aws.roleId().orElse("?")));
    }

    private static Step configuration(Text refusal) {
        return configurationStep(new Status.Blocked(refusal));
    }

    private static Step configurationStep(Status status) {
        return new Step.CheckStep(
                CONFIGURATION,
                Text.of("switch.checkConfiguration.title"),
                Text.of("switch.checkConfiguration.reason"),
                status,
                Rendering.of(Text.of("switch.checkConfiguration.explain")),
                "");
    }

    /** @param ready whether everything before it is done; until then there is no request that could be sent */
    private Step switchOver(AccessState f, PresentKey key, boolean ready) {
        var record = f.record().map(AccessRole::roleId);
        boolean privateNetworking =
                f.configuration().filter(AwsKms::requirePrivateNetworking).isPresent();
        String sent = key.unchanged(f.roleArn());
        AtlasRequest request = AtlasRequests.saveEncryption(
                f.projectId(), record.orElse(RecordSteps.NO_ROLE_ID), sent, key.region(), privateNetworking);
        var rendering = new Rendering(
                Text.of("switch.switch.explain", sent, key.region().id()),
                Optional.of(Commands.curl(request)),
                Optional.of(Commands.saveEncryption(f.projectId(), request)),
                Optional.of(Terraform.encryption(f.projectId(), sent, key.region(), privateNetworking)));
        return new Step.AtlasStep(
                SWITCH,
                Text.of("switch.switch.title"),
                Text.of("switch.switch.reason"),
                Reversibility.NEVER,
                Status.when(f.saved()),
                rendering,
                ready && record.isPresent() ? Optional.of(request) : Optional.empty(),
                target(f, record),
                new Retry(Set.of(), pace.retryDelay().multipliedBy(SETTLING_PAUSES), 1),
                "");
    }

    /** With the access key that it puts an end to: nothing else remembers which that was. */
    private static Optional<String> target(AccessState f, Optional<String> record) {
        return record.map(id -> f.configuration()
                .flatMap(AwsKms::accessKeyId)
                .map(old -> old + " > " + id)
                .orElse(id));
    }

    private Step valid(AccessState f) {
        return new Step.WaitStep(
                VALID,
                Text.of("switch.valid.title"),
                Text.of("switch.valid.reason"),
                Status.when(f.proved()),
                Rendering.of(Text.of("switch.valid.explain")),
                pace.poll(),
                "");
    }

    private Step healthy(AccessState f) {
        boolean all = f.now()
                .clusters()
                .value()
                .filter(some -> some.stream().filter(Cluster::encrypted).allMatch(c -> c.idle() || c.paused()))
                .isPresent();
        return new Step.WaitStep(
                HEALTHY,
                Text.of("switch.healthy.title"),
                Text.of("switch.healthy.reason"),
                Status.when(f.proved() && all),
                Rendering.of(Text.of("switch.healthy.explain")),
                pace.poll(),
                "");
    }
}
