package dev.cmkconsole.procedure.oldkey;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.preflight.need.KeyDoubt;
import dev.cmkconsole.preflight.need.KeyVerdictText;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.preflight.need.RestoreProofs;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.OtherProjects;
import dev.cmkconsole.procedure.access.RoleAccess;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Plans one guarded act on a key that a project no longer uses: removal from the role's policy, disabling, deletion.
 * A key that is needed, or may be needed, is left alone, and the user cannot override that. Undoing such an act needs
 * no proof.
 */
public final class OldKeyPlanner implements Planner<OldKeyChoices> {
    public static final StepId VERDICT = StepId.of("check-nothing-needs-it");
    public static final StepId UNUSED = StepId.of("check-last-use");
    public static final StepId POLICY = StepId.of("check-role-policy");
    public static final StepId STATE = StepId.of("check-key-state");
    static final StepId DISABLE = StepId.of("disable-key");
    static final StepId SCHEDULE_DELETION = StepId.of("schedule-deletion");
    private static final StepId ENABLE = StepId.of("enable-key");
    private static final StepId CANCEL_DELETION = StepId.of("cancel-deletion");

    private final WaitSettings waits;

    public OldKeyPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return OldKeyProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(OldKeyChoices want) {
        return new ReadScope(
                Optional.empty(),
                Optional.of(new KeyReference.ByArn(want.key())),
                Optional.of(want.key().region()));
    }

    @Override
    public Optional<KeySurveyRequest> keySurveyRequest(OldKeyChoices want) {
        return Optional.of(new KeySurveyRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(want.key()), true));
    }

    @Override
    public Plan plan(ProjectSnapshot now, OldKeyChoices want) {
        var steps = new ArrayList<Step>();
        if (want.act() == OldKeyAct.TAKE_OUT) {
            var removal = new RolePolicyRemoval(now, want.key(), waits);
            boolean over = removal.over();
            steps.add(verdict(now, want, over));
            steps.add(elsewhere(now, want, over));
            steps.addAll(removal.steps());
        } else {
            boolean over = state(now).filter(s -> reached(want.act(), s)).isPresent();
            if (want.act().takes()) {
                steps.add(verdict(now, want, over));
                steps.add(elsewhere(now, want, over));
                steps.add(unused(now, want, over));
                if (want.act() == OldKeyAct.DISABLE) {
                    steps.add(policy(now, want, over));
                }
            }
            steps.add(keyState(now, want, over));
            steps.add(act(want, over));
        }
        return new Plan(OldKeyProcedure.TYPE, now.project(), now.at(), steps)
                .named(Text.of("procedure.old-key." + want.act()));
    }

    private static Optional<KeyState> state(ProjectSnapshot now) {
        return now.aws().key().value().map(CustomerKey::state);
    }

    /** Whether the key already is where the act leads; a key that waits for its deletion counts as disabled. */
    private static boolean reached(OldKeyAct act, KeyState state) {
        return switch (act) {
            case TAKE_OUT -> false;
            case DISABLE -> state.disabled() || state.awaitsDeletion();
            case SCHEDULE_DELETION -> state.awaitsDeletion();
            case ENABLE -> state.enabled();
            case CANCEL_DELETION -> !state.awaitsDeletion();
        };
    }

    private static Step verdict(ProjectSnapshot now, OldKeyChoices want, boolean over) {
        var evidence = OldKeys.evidence(now).inThisProject();
        var refusal = KeyVerdictText.refusal(now.survey()
                .value()
                .flatMap(s -> s.key(want.key()))
                .map(key -> OldKeys.judge(key, evidence))
                .orElseGet(() -> OldKeys.judge(want.key().toString(), evidence)));
        return check(
                VERDICT,
                "oldKey.verdict",
                over
                        ? Status.NOT_NEEDED
                        : refusal.map(why -> withProof(now, want, why))
                                .<Status>map(Status.Blocked::new)
                                .orElse(Status.DONE),
                want);
    }

    /** A need for a snapshot is named together with what shows that the snapshot can be restored. */
    private static Text withProof(ProjectSnapshot now, OldKeyChoices want, Text refusal) {
        return now.survey()
                .value()
                .flatMap(s -> RestoreProofs.text(RestoreProofs.of(want.key().keyId(), s)))
                .map(proof -> Text.of("oldKey.withProof", refusal, proof))
                .orElse(refusal);
    }

    private static Step elsewhere(ProjectSnapshot now, OldKeyChoices want, boolean over) {
        var status = OtherProjects.unused(now, kms -> OldKeys.mayUse(kms, want.key()), "oldKey", want);
        return check(AccessSteps.OTHER_PROJECTS, "oldKey.elsewhere", over ? Status.NOT_NEEDED : status, want);
    }

    private static Step unused(ProjectSnapshot now, OldKeyChoices want, boolean over) {
        var use = now.survey()
                .value()
                .flatMap(s -> s.key(want.key()))
                .map(UsedKey::lastUse)
                .orElseGet(Observed::notRead);
        Status status = KeyDoubt.ofUse(use, now.at())
                .map(doubt -> want.unlessAccepted(UNUSED, KeyVerdictText.doubt(doubt)))
                .orElse(Status.DONE);
        return check(UNUSED, "oldKey.unused", over ? Status.NOT_NEEDED : status, want);
    }

    private static Step policy(ProjectSnapshot now, OldKeyChoices want, boolean over) {
        var role = now.aws().role().value().flatMap(r -> r);
        Status status = role.map(r -> {
                    var allowing = RoleAccess.inlineMayAllow(r, want.key(), now.at());
                    return allowing.isEmpty()
                            ? Status.DONE
                            : want.unlessAccepted(
                                    POLICY,
                                    Text.of("oldKey.stillInPolicy", r.arn().name(), String.join(", ", allowing)));
                })
                .orElseGet(() -> want.unlessAccepted(
                        POLICY, Text.of("oldKey.roleUnread", now.aws().role().unreadCode())));
        return check(POLICY, "oldKey.policyFirst", over ? Status.NOT_NEEDED : status, want);
    }

    private static Step keyState(ProjectSnapshot now, OldKeyChoices want, boolean over) {
        return check(STATE, "oldKey.state", over ? Status.NOT_NEEDED : keyState(now, want), want);
    }

    private static Status keyState(ProjectSnapshot now, OldKeyChoices want) {
        var account = now.aws().caller().value().map(c -> c.account());
        if (account.filter(a -> !a.equals(want.key().account())).isPresent()) {
            return new Status.Blocked(Text.of("oldKey.otherAccount", want.key().account(), account.get()));
        }
        return switch (now.aws().key()) {
            case Observed.Known<CustomerKey>(var key, var _) ->
                key.arn().equals(want.key())
                        ? keyState(key, want.act())
                        : new Status.Blocked(Text.of("oldKey.keyUnread", "-"));
            case Observed.Failed<CustomerKey>(var problem, var _) ->
                new Status.Blocked(now.aws()
                        .signIn()
                        .orElseGet(() -> Text.of(
                                problem.code().equals(AwsErrorCode.NOT_FOUND) ? "oldKey.keyGone" : "oldKey.keyUnread",
                                problem.code())));
            case Observed.NotRead<CustomerKey> _ -> new Status.Blocked(Text.of("oldKey.keyUnread", "-"));
        };
    }

    private static Status keyState(CustomerKey key, OldKeyAct act) {
        var outOfReach = KeyStanding.outOfReach(key);
        if (outOfReach.isPresent()) {
            return new Status.Blocked(outOfReach.get());
        }
        boolean right = switch (act) {
            case DISABLE -> key.state().enabled();
            case SCHEDULE_DELETION, ENABLE -> key.state().disabled();
            case CANCEL_DELETION -> key.state().awaitsDeletion();
            case TAKE_OUT -> true;
        };
        if (right) {
            return Status.DONE;
        }
        boolean stillEnabled = act == OldKeyAct.SCHEDULE_DELETION && key.state().enabled();
        return new Status.Blocked(
                stillEnabled
                        ? Text.of("oldKey.disableFirst")
                        : Text.of("oldKey.wrongState", key.state().text()));
    }

    private Step act(OldKeyChoices want, boolean over) {
        AwsRequest request = switch (want.act()) {
            case DISABLE -> new AwsRequest.DisableKey(want.key());
            case SCHEDULE_DELETION -> new AwsRequest.ScheduleKeyDeletion(want.key(), want.days());
            case ENABLE -> new AwsRequest.EnableKey(want.key());
            case CANCEL_DELETION -> new AwsRequest.CancelKeyDeletion(want.key());
            case TAKE_OUT -> throw new IllegalStateException("taking out is a change of policies");
        };
        return Step.aws(id(want.act()))
                .words("oldKey." + want.act())
                .inTitle(want.days())
                .inReason(want.days())
                .inExplanation(want.key().toString(), want.days())
                .reversibility(want.act() == OldKeyAct.SCHEDULE_DELETION ? Reversibility.NEVER : Reversibility.UNDO)
                .status(Status.when(over))
                .request(request)
                .retry(Retry.once(waits.retryDelay()))
                .build();
    }

    private static StepId id(OldKeyAct act) {
        return switch (act) {
            case DISABLE -> DISABLE;
            case SCHEDULE_DELETION -> SCHEDULE_DELETION;
            case ENABLE -> ENABLE;
            case CANCEL_DELETION -> CANCEL_DELETION;
            case TAKE_OUT -> throw new IllegalStateException("taking out is a change of policies");
        };
    }

    private static Step check(StepId id, String words, Status status, OldKeyChoices want) {
        return Step.check(id)
                .words(words)
                .inExplanation(want.key().toString())
                .status(status)
                .build();
    }
}
