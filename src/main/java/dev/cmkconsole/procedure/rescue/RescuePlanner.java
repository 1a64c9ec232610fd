package dev.cmkconsole.procedure.rescue;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.SearchNodes;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.KeyAccessSteps;
import dev.cmkconsole.procedure.access.RoleSteps;
import dev.cmkconsole.procedure.access.SearchNodeSteps;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.rescue.Diagnosis.Found;
import dev.cmkconsole.procedure.retire.RetirePlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans the one repair of the first cause, and the wait until Atlas, its clusters and its search nodes are back. The
 * repair is the one that the user was shown. A cause that shows only after it stops the run.
 */
public final class RescuePlanner implements Planner<RescueChoices> {
    public static final StepId CAUSE = StepId.of("check-cause");
    public static final StepId BACK = StepId.of("clusters-back");
    public static final ReadScope SCOPE = ReadScope.CONFIGURED.with(
            ReadScope.More.REPLICAS, ReadScope.More.SEARCH_NODES, ReadScope.More.KMS_ENDPOINTS);

    private final WaitSettings waits;

    public RescuePlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return RescueProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(RescueChoices want) {
        return SCOPE;
    }

    @Override
    public Optional<CheckRequest> checkRequest(ProjectSnapshot now, RescueChoices want) {
        return now.encryption().value().filter(e -> e.awsKms().enabled()).map(_ -> CheckRequest.CONFIGURED);
    }

    @Override
    public Optional<KeySurveyRequest> keySurveyRequest(RescueChoices want) {
        return want.accessKeyId().map(RescuePlanner::survey);
    }

    private static KeySurveyRequest survey(String accessKeyId) {
        return new KeySurveyRequest(
                Optional.of(accessKeyId), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    @Override
    public Plan plan(ProjectSnapshot now, RescueChoices want) {
        var diagnosis = Diagnosis.of(now);
        var repair = want.repair().map(r -> repair(now, r)).orElse(List.of());
        boolean repaired = repair.stream().allMatch(s -> s.status().done());
        var steps = new ArrayList<Step>();
        steps.add(cause(now, want, diagnosis, repaired));
        steps.addAll(repair);
        if (diagnosis.configured()) {
            steps.addAll(waiting(now, diagnosis));
        }
        return new Plan(RescueProcedure.TYPE, now.project(), now.at(), steps);
    }

    private List<Step> repair(ProjectSnapshot now, Repair repair) {
        return switch (repair) {
            case Repair.Change(var fix) ->
                new ApplyFixPlanner(waits).plan(concerning(now, fix), fix).steps();
            case Repair.RoleAnew(var access, var arn) -> {
                var state = new AccessState(now, access, arn);
                var settling = new Retry(AccessSteps.SETTLING, waits.retryDelay(), waits.retryAttempts());
                var key = new KeyAccessSteps(state, settling);
                yield List.of(new RoleSteps(state, settling).setUp(), key.allow(), key.keyPolicy());
            }
            case Repair.ReplicaAnew replica -> MissingReplica.steps(now, replica, waits);
            case Repair.Reactivation(var accessKey) ->
                new RetirePlanner(waits).plan(now, accessKey).steps();
        };
    }

    /** The project as the region of the key shows it whose state the change is about. */
    private static ProjectSnapshot concerning(ProjectSnapshot now, FixChoices fix) {
        return ApplyFixPlanner.ofKey(fix.request())
                .flatMap(key -> Optional.ofNullable(now.aws().regional().get(key.region()))
                        .filter(there -> there.arn().equals(key)))
                .map(now::about)
                .orElse(now);
    }

    private static Step cause(ProjectSnapshot now, RescueChoices want, Diagnosis diagnosis, boolean repaired) {
        var step = Step.check(CAUSE).words("rescue.cause").status(status(now, want, diagnosis, repaired));
        diagnosis
                .first()
                .ifPresentOrElse(
                        found -> step.inExplanation(name(found.cause()), found.reason()),
                        () -> step.explanation(Text.of("rescue.cause.explainNone")));
        if (repaired) {
            diagnosis.first().flatMap(Found::finding).flatMap(Finding::remedy).ifPresent(remedy -> {
                remedy.document()
                        .ifPresent(d -> step.copyable(Text.of("copy.policy"), d.after())
                                .diff(new Step.Diff(d.before(), d.after())));
                remedy.command().ifPresent(c -> step.copyable(Text.of("copy.awsCommand"), c));
            });
        }
        return step.build();
    }

    private static Status status(ProjectSnapshot now, RescueChoices want, Diagnosis diagnosis, boolean repaired) {
        if (!repaired
                || diagnosis.nothingToRepair()
                || over(now) && diagnosis.causes().isEmpty()) {
            return Status.DONE;
        }
        var found = diagnosis.first().orElseThrow();
        var said = want.repair().isPresent()
                ? Text.of("rescue.blocked.next", name(found.cause()), found.reason(), act(found))
                : Text.of("rescue.blocked", name(found.cause()), found.reason(), act(found));
        if (found.cause() == Cause.NOT_READ) {
            return want.unlessAccepted(CAUSE, said);
        }
        // A repair that was just made looks the same until Atlas tries the key, so a suspicion stops nothing.
        return found.cause().suspected() && !found.cause().unread() ? Status.DONE : new Status.Blocked(said);
    }

    /** What a cause is called. */
    public static Text name(Cause cause) {
        return Text.of("rescue.is." + cause);
    }

    /** Who must do what, where this program does not do it. */
    public static Text act(Found found) {
        var advice = found.finding().flatMap(Finding::advice).filter(_ -> useful(found.cause()));
        var todo = Text.of("rescue.do." + found.cause());
        return Text.of(
                "rescue.who." + found.cause().who(),
                advice.map(a -> Text.of("checks.withAdvice", todo, a)).orElse(todo));
    }

    /** Whether the check's own advice says more than the cause's words. */
    private static boolean useful(Cause cause) {
        return switch (cause) {
            case SIGN_IN,
                    NOT_READ,
                    TRUST_DENIES,
                    ROLE_POLICY_DENIES,
                    KEY_POLICY_DENIES,
                    BOUNDARY_DENIES,
                    BOUNDARY_LACKS,
                    ORGANIZATION_DENIES,
                    ORGANIZATION_SUSPECTED,
                    ADDRESS_CONDITION,
                    ADDRESS_CONDITION_SUSPECTED,
                    KEY_POLICY_LACKS,
                    ROLE_POLICY_LACKS,
                    TRUST_PRINCIPAL,
                    TRUST_EXTERNAL_ID,
                    ROLE_GONE,
                    ROLE_ELSEWHERE,
                    REPLICA_REFUSED,
                    REGION_WITHOUT_ENDPOINT,
                    KEY_REGION,
                    RECORD_GONE -> true;
            default -> false;
        };
    }

    private List<Step> waiting(ProjectSnapshot now, Diagnosis diagnosis) {
        var steps = new ArrayList<Step>();
        var suspicion = diagnosis.first().filter(f -> f.cause().suspected());
        steps.add(Step.waiting(AccessSteps.VALID)
                .words("rescue.valid")
                .reason(suspicion
                        .map(f -> Text.of("rescue.valid.suspicion", f.reason(), act(f)))
                        .orElseGet(() -> Text.of("rescue.valid.reason")))
                .inExplanation(Darkness.CHECK_MINUTES)
                .until(new Awaited.KeyValid())
                .status(Status.when(over(now)))
                .poll(waits.poll())
                .build());
        var encrypted = now.clusters().value().orElse(List.of()).stream()
                .filter(Cluster::encrypted)
                .toList();
        boolean settled =
                now.clusters().value().isPresent() && encrypted.stream().allMatch(c -> c.idle() || c.paused());
        steps.add(Step.waiting(BACK)
                .words("rescue.back")
                .inExplanation(names(encrypted.stream().filter(c -> !c.paused()).toList()))
                .until(new Awaited.ClustersSettled())
                .status(Status.when(over(now) && settled))
                .poll(waits.poll())
                .build());
        var nodes = now.setup().searchNodes().value().orElse(List.of());
        if (!nodes.isEmpty() || now.setup().searchNodes().value().isEmpty()) {
            steps.add(Step.waiting(SearchNodeSteps.BACK)
                    .words("searchNodes.back")
                    .reason(Text.of("rescue.search.reason"))
                    .until(new Awaited.SearchNodesBack(
                            nodes.stream().map(SearchNodes::cluster).toList()))
                    .status(Status.when(over(now)
                            && now.setup().searchNodes().value().isPresent()
                            && nodes.stream().allMatch(SearchNodes::idle)))
                    .poll(waits.poll())
                    .build());
        }
        return steps;
    }

    private static String names(List<Cluster> clusters) {
        return clusters.isEmpty()
                ? "-"
                : String.join(", ", clusters.stream().map(Cluster::name).toList());
    }

    /** Whether Atlas reports that it can use the key, and no alert says otherwise. */
    private static boolean over(ProjectSnapshot now) {
        return KeyStanding.saidByAtlas(
                        now.encryption().value().map(EncryptionAtRest::awsKms).orElse(AwsKms.OFF), now.alerts())
                .usable();
    }
}
