package dev.cmkconsole.procedure.retire;

import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.AccessKeyFacts.AccessKeyState;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.need.RestoreProofs;
import dev.cmkconsole.preflight.need.RestoreProofs.ProofStanding;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.OtherProjects;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.retire.RetireChoices.RetireAct;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Plans one act on the access key that a project used before its role. Deactivation comes first and can be undone;
 * deletion comes on a later day and cannot. The state is read from AWS every time, so the procedure can continue on
 * any day and any computer.
 */
public final class RetirePlanner implements Planner<RetireChoices> {
    public static final StepId ON_ROLE = StepId.of("check-on-role");
    public static final StepId ACCESS_KEY = StepId.of("check-access-key");
    public static final StepId IDLE = StepId.of("check-access-key-idle");
    public static final StepId ROLE_WORKS = StepId.of("check-key-used-since");
    public static final StepId SNAPSHOTS = StepId.of("check-older-snapshots");
    public static final StepId PROOF = StepId.of("check-restore-proof");
    public static final StepId SOAKED = StepId.of("check-waited");
    public static final StepId DEACTIVATE = StepId.of("deactivate-access-key");
    public static final StepId REACTIVATE = StepId.of("reactivate-access-key");
    public static final StepId DELETE = StepId.of("delete-access-key");
    /** The program's clock and AWS' clock differ, and Atlas uses the credentials once more in the switch itself. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final WaitSettings waits;

    public RetirePlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return RetireProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(RetireChoices want) {
        return ReadScope.CONFIGURED;
    }

    @Override
    public Optional<KeySurveyRequest> keySurveyRequest(RetireChoices want) {
        return Optional.of(new KeySurveyRequest(
                Optional.of(want.accessKeyId()), want.userName(), want.switched(), Optional.empty(), true));
    }

    @Override
    public Plan plan(ProjectSnapshot now, RetireChoices want) {
        var facts = now.survey().value().flatMap(KeySurvey::accessKey).filter(f -> f.id().equals(want.accessKeyId()));
        boolean over = facts.flatMap(f -> f.state().value())
                .filter(state -> reached(want.act(), state))
                .isPresent();
        var steps = new ArrayList<Step>();
        if (want.act() != RetireAct.REACTIVATE) {
            steps.add(check(ON_ROLE, "retire.onRole", over, onRole(now)));
        }
        steps.add(check(ACCESS_KEY, "retire.accessKey", over, accessKey(now, facts, want)));
        if (want.act() != RetireAct.REACTIVATE) {
            steps.add(check(AccessSteps.OTHER_PROJECTS, "retire.elsewhere", over, elsewhere(now, want)));
            steps.add(check(IDLE, "retire.idle", over, idle(facts, want)));
            steps.add(check(ROLE_WORKS, "retire.roleWorks", over, roleWorks(now, facts, want)));
        }
        if (want.act() == RetireAct.DELETE) {
            steps.add(check(SNAPSHOTS, "retire.snapshots", over, snapshots(now, facts, want)));
            steps.add(proof(now, facts, want, over));
            steps.add(check(SOAKED, "retire.soaked", over, soaked(now, facts, want)));
        }
        steps.add(act(facts, want, over));
        return new Plan(RetireProcedure.TYPE, now.project(), now.at(), steps)
                .named(Text.of("procedure.retire." + want.act()));
    }

    private static boolean reached(RetireAct act, AccessKeyState state) {
        return switch (act) {
            case DEACTIVATE -> state != AccessKeyState.ACTIVE;
            case REACTIVATE -> state == AccessKeyState.ACTIVE;
            case DELETE -> state == AccessKeyState.GONE;
        };
    }

    private static Status onRole(ProjectSnapshot now) {
        var posture = now.posture();
        if (posture.isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.encryption"));
        }
        return switch (posture.get()) {
            case ROLE_BASED -> Status.DONE;
            case ON_CREDENTIALS -> new Status.Blocked(Text.of("retire.stillOnCredentials"));
            case KEY_IN_DOUBT ->
                new Status.Blocked(Text.of("retire.inDoubt", now.state().key().reason()));
            case NOT_SET_UP, OTHER_PROVIDER, KEY_INVALID -> new Status.Blocked(Text.of("retire.notValid"));
        };
    }

    private static Status accessKey(ProjectSnapshot now, Optional<AccessKeyFacts> facts, RetireChoices want) {
        return switch (facts.map(AccessKeyFacts::state).orElseGet(Observed::notRead)) {
            case Observed.Known<AccessKeyState>(var state, var _) ->
                switch (state) {
                    case GONE ->
                        new Status.Blocked(Text.of(
                                "retire.gone",
                                want.accessKeyId(),
                                facts.get().userName().orElse("?")));
                    case ACTIVE ->
                        want.act() == RetireAct.DELETE
                                ? new Status.Blocked(Text.of("retire.deactivateFirst"))
                                : Status.DONE;
                    case INACTIVE -> Status.DONE;
                };
            case Observed.Failed<AccessKeyState>(var problem, var _) ->
                new Status.Blocked(now.aws()
                        .signIn()
                        .orElseGet(() -> Text.of(
                                problem.code().equals(AwsErrorCode.NO_SUCH_USER)
                                        ? "retire.noSuchUser"
                                        : "retire.stateUnknown",
                                facts.flatMap(AccessKeyFacts::userName).orElse(want.accessKeyId()),
                                problem.code())));
            case Observed.NotRead<AccessKeyState> _ ->
                new Status.Blocked(Text.of("retire.stateUnknown", want.accessKeyId(), "-"));
        };
    }

    private static Status elsewhere(ProjectSnapshot now, RetireChoices want) {
        return OtherProjects.unused(
                now, kms -> kms.accessKeyId().filter(want.accessKeyId()::equals).isPresent(), "retire", want);
    }

    private static Status idle(Optional<AccessKeyFacts> facts, RetireChoices want) {
        Observed<Optional<KeyUse>> use = facts.map(AccessKeyFacts::lastUse).orElseGet(Observed::notRead);
        return use.fold(
                last -> last.map(at -> lastUse(at, facts.flatMap(AccessKeyFacts::switched), want))
                        .orElse(Status.DONE),
                code -> want.unlessAccepted(IDLE, Text.of("retire.useUnknown", code)));
    }

    private static Status lastUse(KeyUse use, Optional<Instant> switched, RetireChoices want) {
        if (switched.isEmpty()) {
            return want.unlessAccepted(IDLE, Text.of("retire.switchUnknown", use.at(), use.operation()));
        }
        return use.at().isAfter(switched.get().plus(MARGIN))
                ? new Status.Blocked(Text.of("retire.usedSince", use.at(), use.operation(), switched.get()))
                : Status.DONE;
    }

    /**
     * A use of the key after the switch does not prove that Atlas used it. But no use at all shows that Atlas did
     * not.
     */
    private static Status roleWorks(ProjectSnapshot now, Optional<AccessKeyFacts> facts, RetireChoices want) {
        var use = now.survey()
                .value()
                .flatMap(s -> s.keys().stream().filter(UsedKey::configured).findFirst())
                .flatMap(k -> k.lastUse().value())
                .flatMap(u -> u)
                .map(KeyUse::at);
        var switched = facts.flatMap(AccessKeyFacts::switched);
        if (use.isEmpty()) {
            return want.unlessAccepted(ROLE_WORKS, Text.of("retire.keyUseUnknown"));
        }
        return switched.filter(at -> !use.get().isBefore(at.minus(MARGIN))).isPresent()
                ? Status.DONE
                : want.unlessAccepted(
                        ROLE_WORKS,
                        switched.map(at -> Text.of("retire.keyNotUsedSince", use.get(), at))
                                .orElseGet(() -> Text.of("retire.keyUsed", use.get())));
    }

    private static Status snapshots(ProjectSnapshot now, Optional<AccessKeyFacts> facts, RetireChoices want) {
        var backups = now.survey()
                .value()
                .map(KeySurvey::backups)
                .orElseGet(Observed::notRead)
                .value();
        if (backups.isEmpty()) {
            return want.unlessAccepted(SNAPSHOTS, Text.of("retire.snapshotsUnread"));
        }
        var switched = facts.flatMap(AccessKeyFacts::switched);
        long older = backups.get().stream()
                .filter(b -> b.masterKey().isPresent()
                        && switched.filter(at -> b.taken().filter(at::isBefore).isPresent())
                                .isEmpty())
                .count();
        var last = backups.get().stream()
                .map(KeyBackup::expires)
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
        return older == 0
                ? Status.DONE
                : want.unlessAccepted(
                        SNAPSHOTS,
                        last.map(day -> Text.of("retire.olderSnapshots", older, day))
                                .orElseGet(() -> Text.of("retire.olderSnapshotsOpen", older)));
    }

    /** Deleting the access key is final, so a snapshot from its time should have been restored with the role first. */
    private static Step proof(ProjectSnapshot now, Optional<AccessKeyFacts> facts, RetireChoices want, boolean over) {
        var standing = now.survey()
                .value()
                .map(s -> RestoreProofs.before(
                        facts.flatMap(AccessKeyFacts::switched).orElse(Instant.MAX), s));
        var said = standing.flatMap(RestoreProofs::text);
        boolean proven = standing.filter(
                        s -> s instanceof ProofStanding.Proven || s instanceof ProofStanding.NothingToProve)
                .isPresent();
        var step = Step.check(PROOF).words("retire.proof");
        said.ifPresent(step::reason);
        Status doubt = proven
                ? Status.DONE
                : want.unlessAccepted(PROOF, said.orElseGet(() -> Text.of("proof.standing.cannotTell")));
        return step.status(over ? Status.NOT_NEEDED : doubt).build();
    }

    private static Status soaked(ProjectSnapshot now, Optional<AccessKeyFacts> facts, RetireChoices want) {
        var since = facts.flatMap(AccessKeyFacts::deactivated);
        if (since.isEmpty()) {
            return want.unlessAccepted(
                    SOAKED, Text.of("retire.deactivatedUnknown", want.soak().toDays()));
        }
        var ripe = since.get().plus(want.soak());
        return ripe.isAfter(now.at()) ? new Status.Blocked(Text.of("retire.tooEarly", since.get(), ripe)) : Status.DONE;
    }

    private Step act(Optional<AccessKeyFacts> facts, RetireChoices want, boolean over) {
        var user = facts.flatMap(AccessKeyFacts::userName).or(want::userName);
        var request = user.<AwsRequest>map(name -> want.act() == RetireAct.DELETE
                ? new AwsRequest.DeleteAccessKey(name, want.accessKeyId())
                : new AwsRequest.UpdateAccessKey(name, want.accessKeyId(), want.act() == RetireAct.REACTIVATE));
        var id = switch (want.act()) {
            case DEACTIVATE -> DEACTIVATE;
            case REACTIVATE -> REACTIVATE;
            case DELETE -> DELETE;
        };
        var step = Step.aws(id)
                .words("retire." + want.act())
                .inTitle(want.accessKeyId())
                .inExplanation(want.accessKeyId(), user.orElse("?"))
                .reversibility(want.act() == RetireAct.DELETE ? Reversibility.NEVER : Reversibility.UNDO)
                .status(Status.when(over))
                .retry(Retry.once(waits.retryDelay()));
        request.ifPresent(step::request);
        return step.build();
    }

    /** A check is not needed once the act is done. */
    private static Step check(StepId id, String words, boolean over, Status status) {
        return Step.check(id)
                .words(words)
                .status(over ? Status.NOT_NEEDED : status)
                .build();
    }
}
