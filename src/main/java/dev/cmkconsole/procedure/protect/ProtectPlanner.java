package dev.cmkconsole.procedure.protect;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeyGuard;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.guard.GuardStatements;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans the protection of a key in every Region that has it. A multi-Region key has a policy of its own in each, and
 * the weakest one counts.
 */
public final class ProtectPlanner implements Planner<ProtectChoices> {
    static final StepId HAND_ON = StepId.of("hand-on-scp");

    private final WaitSettings waits;

    public ProtectPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return ProtectProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(ProtectChoices want) {
        var scope = want.key()
                .map(key -> new ReadScope(
                        Optional.empty(), Optional.of(new KeyReference.ByArn(key)), Optional.of(key.region())))
                .orElse(ReadScope.CONFIGURED);
        return scope.with(ReadScope.More.KEY_GUARD)
                .withRoles(want.allowed().stream()
                        .flatMap(arn -> RoleArn.parse(arn).stream())
                        .map(RoleArn::name)
                        .collect(Collectors.toSet()));
    }

    @Override
    public Plan plan(ProjectSnapshot now, ProtectChoices want) {
        var guard = now.answers().guard().value();
        var keys = guard.map(g -> keys(now, want, g)).orElse(List.of());
        boolean over = !keys.isEmpty() && keys.stream().allMatch(KeySteps::over);
        var steps = new ArrayList<Step>();
        steps.add(key(now, want));
        guard.ifPresent(g -> want.allowed().forEach(arn -> steps.add(named(now, want, g, arn, over))));
        keys.forEach(k -> steps.addAll(k.checks()));
        keys.forEach(k -> steps.add(k.protect()));
        if (want.handOn()) {
            guard.ifPresent(g -> steps.add(handOn(want, g)));
        }
        return new Plan(ProtectProcedure.TYPE, now.project(), now.at(), steps);
    }

    private List<KeySteps> keys(ProjectSnapshot now, ProtectChoices want, KeyGuard guard) {
        return guard.policies().entrySet().stream()
                .map(e -> new KeySteps(now, want, e.getKey(), e.getValue(), waits))
                .toList();
    }

    private static Step key(ProjectSnapshot now, ProtectChoices want) {
        Status status = now.aws().key() instanceof Observed.NotRead<CustomerKey>
                ? new Status.Blocked(
                        Text.of(now.encryption().value().isEmpty() ? "plan.unreadable.encryption" : "protect.key.none"))
                : now.answers()
                        .guard()
                        .<Status>map(_ -> Status.DONE)
                        .fold(
                                done -> done,
                                code -> new Status.Blocked(
                                        now.aws().signIn().orElseGet(() -> Text.of("protect.key.unread", code))));
        return Step.check(AccessSteps.KEY)
                .words("protect.key")
                .inExplanation(want.allowed().isEmpty() ? "-" : String.join(", ", want.allowed()))
                .status(status)
                .build();
    }

    /** An exception for a role that does not exist helps nobody, and with the wrong path AWS does not apply it. */
    private static Step named(ProjectSnapshot now, ProtectChoices want, KeyGuard guard, String arn, boolean over) {
        var id = StepId.of("check-principal", name(want, arn));
        return Step.check(id)
                .words("protect.named")
                .inTitle(arn)
                .status(over ? Status.NOT_NEEDED : named(now, want, guard, arn, id))
                .build();
    }

    /** The last part of the ARN, or all of it where a user and a role, or two paths, share that part. */
    private static String name(ProtectChoices want, String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        boolean shared = want.allowed().stream().anyMatch(a -> !a.equals(arn) && a.endsWith("/" + name));
        return shared ? arn : name;
    }

    private static Status named(ProjectSnapshot now, ProtectChoices want, KeyGuard guard, String arn, StepId id) {
        String account = arn.split(":", -1)[4];
        var keyAccount = now.aws().key().value().map(k -> k.arn().account());
        if (keyAccount.filter(account::equals).isEmpty()) {
            return new Status.Blocked(Text.of("protect.named.elsewhere", arn, keyAccount.orElse("?")));
        }
        if (now.aws().caller().value().filter(c -> c.arn().equals(arn)).isPresent()) {
            return Status.DONE;
        }
        return RoleArn.parse(arn)
                .map(role -> guard.roles().getOrDefault(role.name(), Observed.notRead()))
                .map(seen -> seen.fold(
                        found -> named(arn, found),
                        code -> want.unlessAccepted(id, Text.of("protect.named.unread", arn, code))))
                .orElseGet(() -> want.unlessAccepted(id, Text.of("protect.named.user", arn)));
    }

    private static Status named(String arn, Optional<RoleArn> found) {
        if (found.isEmpty()) {
            return new Status.Blocked(Text.of("protect.named.missing", arn));
        }
        String present = found.get().toString();
        return present.equals(arn) ? Status.DONE : new Status.Blocked(Text.of("protect.named.otherPath", arn, present));
    }

    private static Step handOn(ProtectChoices want, KeyGuard guard) {
        var keys = guard.policies().keySet().stream().map(Object::toString).toList();
        var policy = GuardStatements.serviceControlPolicy(keys, want.allowed());
        int limit = GuardStatements.SERVICE_CONTROL_LIMIT;
        return Step.aws(HAND_ON)
                .words("protect.handOn")
                .reversibility(Reversibility.UNDO)
                .status(
                        policy.length() > limit
                                ? new Status.Blocked(Text.of("protect.handOn.tooLarge", policy.length(), limit))
                                : Status.when(want.doneByHand().contains(HAND_ON)))
                .copyable(Text.of("protect.handOn.policy"), policy)
                .buildManual();
    }
}
