package dev.cmkconsole.procedure.switching;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
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
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.access.UnusedRecords;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans the switch of a project from an IAM user's credentials to a role; key and region stay. Atlas never undoes the
 * switch, so every change that can be undone comes before it, and then every check.
 */
public final class SwitchPlanner implements Planner<SwitchChoices> {
    public static final StepId SWITCH = StepId.of("switch-to-role");
    public static final StepId HEALTHY = StepId.of("clusters-healthy");
    /** How many retry pauses pass between the last change in IAM and the request that is sent only once. */
    private static final int SETTLING_PAUSES = 3;

    /** How much of the switch a plan holds. */
    private enum Part {
        WHOLE,
        /** Everything that can be undone. */
        PREPARATION,
        /**
         * Every check and the request that cannot be undone. A missing part of the preparation blocks this plan, and
         * the plan does not do it.
         */
        COMMITMENT
    }

    private final WaitSettings waits;
    private final Part part;

    public SwitchPlanner(WaitSettings waits) {
        this(waits, Part.WHOLE);
    }

    private SwitchPlanner(WaitSettings waits, Part part) {
        this.waits = waits;
        this.part = part;
    }

    /** Plans everything that comes before the request that cannot be undone. */
    public static SwitchPlanner preparing(WaitSettings waits) {
        return new SwitchPlanner(waits, Part.PREPARATION);
    }

    /** Plans the request that cannot be undone and no other change; a change that is still needed blocks it. */
    public static SwitchPlanner committing(WaitSettings waits) {
        return new SwitchPlanner(waits, Part.COMMITMENT);
    }

    @Override
    public ProcedureType<?> procedure() {
        return SwitchProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(SwitchChoices want) {
        return new ReadScope(
                        Optional.of(want.roleName()),
                        want.key().map(KeyReference.ByArn::new),
                        want.key().map(k -> k.region()))
                .with(ReadScope.More.POLICIES);
    }

    @Override
    public Optional<CheckRequest> checkRequest(ProjectSnapshot now, SwitchChoices want) {
        return access(now, want);
    }

    /** The role and the present key that the checks examine; empty while the key is not known. */
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
        var steps = arn.isPresent()
                ? steps(new AccessState(now, want, arn.get()), want, key.get())
                : List.of(configuration(refusal(now, want, key).orElseGet(() -> keyUnknown(now, key))));
        var record = arn.flatMap(known -> new AccessState(now, want, known).record());
        var plan = new Plan(SwitchProcedure.TYPE, now.project(), now.at(), steps)
                .withLeftovers(arn.isPresent() ? UnusedRecords.of(now, record) : List.of());
        return part == Part.PREPARATION ? plan.named(Text.of("procedure.switch.prepare")) : plan;
    }

    private static Text keyUnknown(ProjectSnapshot now, Optional<PresentKey> key) {
        return now.aws()
                .signIn()
                .orElseGet(() -> Text.of(
                        "switch.keyUnknown",
                        key.map(PresentKey::stored).orElse("?"),
                        key.map(k -> k.region().id()).orElse("?")));
    }

    private List<Step> steps(AccessState state, SwitchChoices want, PresentKey key) {
        var now = state.now();
        var steps = new ArrayList<Step>();
        steps.add(refusal(now, want, Optional.of(key))
                .map(SwitchPlanner::configuration)
                .orElseGet(() -> configuration(state)));
        AccessChecks.presentKey(state).ifPresent(steps::add);
        steps.addAll(List.of(AccessChecks.owner(state), AccessChecks.key(state)));
        new RuleSteps(now, want, state.saved())
                .organizationOfMore(RuleSteps.configuration(now))
                .ifPresent(steps::add);
        var preparation = preparation(state);
        steps.addAll(
                part == Part.COMMITMENT && !state.saved()
                        ? preparation.stream().map(SwitchPlanner::alreadyDone).toList()
                        : preparation);
        if (part == Part.PREPARATION) {
            steps.addAll(0, new FindingSteps(now.checks(), want, steps, state.saved()).hopeless());
            return steps;
        }
        steps.addAll(new FindingSteps(now.checks(), want, steps, state.proved())
                .acceptedEarlier(now.answers().accepted())
                .each());
        steps.add(switchOver(state, key, done(steps)));
        steps.add(valid(state));
        steps.add(healthy(state));
        return steps;
    }

    private List<Step> preparation(AccessState state) {
        var settling = new Retry(AccessSteps.SETTLING, waits.retryDelay(), waits.retryAttempts());
        var record = new RecordSteps(state, settling);
        var access = new KeyAccessSteps(state, settling);
        return List.of(
                record.create(),
                new RoleSteps(state, settling).setUp(),
                record.authorize(),
                access.allow(),
                access.keyPolicy());
    }

    /** The same step as a condition that must hold already. */
    private static Step alreadyDone(Step step) {
        return step.status() instanceof Status.ToDo
                ? step.asCheck(new Status.Blocked(Text.of("switch.notPrepared", step.title())))
                : step;
    }

    private static boolean done(List<Step> steps) {
        return steps.stream().allMatch(s -> s.status().done());
    }

    /** Why this project cannot be switched, or not with these choices. */
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

    private static Step configuration(AccessState state) {
        var aws = state.configuration().orElseThrow();
        var chosen = state.want().role().accessRoleId();
        if (chosen.isPresent() && state.record().isEmpty()) {
            return configuration(Text.of("enable.recordGone", chosen.get()));
        }
        return aws.onCredentials() || state.saved()
                ? configurationStep(Status.DONE)
                : configuration(Text.of("switch.alreadyRole", aws.roleId().orElse("?")));
    }

    private static Step configuration(Text refusal) {
        return configurationStep(new Status.Blocked(refusal));
    }

    private static Step configurationStep(Status status) {
        return Step.check(AccessSteps.CONFIGURATION)
                .words("switch.checkConfiguration")
                .status(status)
                .build();
    }

    /** @param ready whether everything before this step is done; the request may not leave otherwise */
    private Step switchOver(AccessState state, PresentKey key, boolean ready) {
        var record = state.record().map(AccessRole::roleId);
        boolean privateNetworking =
                state.configuration().filter(AwsKms::requirePrivateNetworking).isPresent();
        String sent = key.unchanged(state.roleArn());
        AtlasRequest request = AtlasRequests.saveEncryption(
                state.projectId(), record.orElseGet(Output.ROLE_ID::token), sent, key.region(), privateNetworking);
        var step = Step.atlas(SWITCH)
                .words("switch.switch")
                .inExplanation(sent, key.region().id())
                .reversibility(Reversibility.NEVER)
                .status(Status.when(state.saved()))
                .request(request)
                .before(AtlasRequests.encryption(state.configuration().orElse(AwsKms.OFF)))
                .held(!ready)
                .retry(Retry.once(waits.retryDelay().multipliedBy(SETTLING_PAUSES)));
        record.map(id -> target(state, id)).ifPresent(step::target);
        return step.build();
    }

    /** Names the replaced access key too, because nothing else in the journal remembers it. */
    private static String target(AccessState state, String record) {
        return state.configuration()
                .flatMap(AwsKms::accessKeyId)
                .map(old -> old + " > " + record)
                .orElse(record);
    }

    private Step valid(AccessState state) {
        return Step.waiting(AccessSteps.VALID)
                .words("switch.valid")
                .until(new Awaited.KeyValid())
                .status(Status.when(state.proved()))
                .poll(waits.poll())
                .build();
    }

    private Step healthy(AccessState state) {
        return Step.waiting(HEALTHY)
                .words("switch.healthy")
                .until(new Awaited.ClustersSettled())
                .status(Status.when(state.proved() && state.encryptedClustersSettled()))
                .poll(waits.poll())
                .build();
    }
}
