package dev.cmkconsole.procedure.drill;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeyRecords.KeyDrill;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans a break-glass drill. A drill that was interrupted left the key disabled, so the next one only enables the key and
 * waits for Atlas.
 */
public final class DrillPlanner implements Planner<DrillChoices> {
    public static final StepId DISABLE = StepId.of("disable-key");
    public static final StepId ENABLE = StepId.of("enable-key");
    private static final StepId DOWN = StepId.of("key-refused");
    private static final StepId VALID = StepId.of("key-valid");
    private static final StepId UP = StepId.of("clusters-back");
    private static final StepId TIMES = StepId.of("drill-times");
    /** The key is enabled again after this time, even if Atlas noticed nothing: it checks every 15 minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(45);

    private final WaitSettings waits;

    public DrillPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return DrillProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(DrillChoices want) {
        return ReadScope.CONFIGURED;
    }

    @Override
    public Optional<KeySurveyRequest> keySurveyRequest(DrillChoices want) {
        return Optional.of(KeySurveyRequest.LISTING);
    }

    private static Optional<KeyDrill> last(ProjectSnapshot now) {
        return now.survey().value().flatMap(s -> s.records().drill());
    }

    private static boolean disabled(ProjectSnapshot now, KeyArn key) {
        return now.aws()
                .key()
                .value()
                .filter(k -> k.arn().equals(key) && k.state().disabled())
                .isPresent();
    }

    /** Why the key of a project is disabled, where a drill did it and nobody enabled the key since. */
    static Optional<Text> keyLeftDisabled(ProjectSnapshot now) {
        return last(now)
                .filter(d -> d.enabled().isEmpty() && !enabled(now, d.key()))
                .map(d -> Text.of("drill.leftDisabled", d.key().toString(), d.disabled()));
    }

    private static boolean enabled(ProjectSnapshot now, KeyArn key) {
        return now.aws()
                .key()
                .value()
                .filter(k -> k.arn().equals(key) && k.state().enabled())
                .isPresent();
    }

    @Override
    public Plan plan(ProjectSnapshot now, DrillChoices want) {
        var last = last(now);
        boolean fresh = last.map(KeyDrill::disabled)
                .filter(at -> !want.earlier().equals(Optional.of(at)))
                .isPresent();
        var own = last.filter(_ -> fresh);
        var interrupted =
                last.filter(d -> !fresh && want.open()).filter(d -> d.enabled().isPresent() || disabled(now, d.key()));
        var key = interrupted
                .or(() -> own)
                .map(KeyDrill::key)
                .or(() -> now.aws().key().value().map(CustomerKey::arn));
        var drill = interrupted.or(() -> own);
        var steps = new ArrayList<Step>();
        if (interrupted.isEmpty()) {
            steps.addAll(new DrillChecks(now, want, own.isPresent()).steps(key));
            steps.add(disable(now, own, key));
            steps.add(down(now, own));
        }
        steps.add(enable(now, drill, key));
        steps.add(valid(now, drill));
        steps.add(up(now, drill));
        steps.add(times(now, drill));
        var plan = new Plan(DrillProcedure.TYPE, now.project(), now.at(), steps).withLeftovers(left(now));
        return interrupted.isPresent() ? plan.named(Text.of("procedure.drill.end")) : plan;
    }

    private static List<Leftover> left(ProjectSnapshot now) {
        return last(now)
                .flatMap(d -> keyLeftDisabled(now)
                        .map(what -> new Leftover(
                                what,
                                Text.of("drill.leftDisabled.advice"),
                                List.of(new Step.Copyable(
                                        Text.of("drill.leftDisabled.command"),
                                        AwsCommand.of(new AwsRequest.EnableKey(d.key())))))))
                .stream()
                .toList();
    }

    private Step disable(ProjectSnapshot now, Optional<KeyDrill> own, Optional<KeyArn> key) {
        boolean done = own.filter(d -> disabled(now, d.key())
                        || d.enabled().isPresent()
                        || new DrillTimes(d).down().isPresent())
                .isPresent();
        var step = Step.aws(DISABLE)
                .words("drill.disable")
                .inExplanation(key.map(KeyArn::toString).orElse("-"), clusters(now))
                .reversibility(Reversibility.UNDO)
                .status(Status.when(done))
                .retry(Retry.once(waits.retryDelay()));
        key.ifPresent(k -> step.request(new AwsRequest.DisableKey(k)));
        return step.build();
    }

    private static String clusters(ProjectSnapshot now) {
        return String.join(
                ", ",
                now.clusters().value().orElse(List.of()).stream()
                        .filter(Cluster::encrypted)
                        .map(Cluster::name)
                        .toList());
    }

    private Step down(ProjectSnapshot now, Optional<KeyDrill> own) {
        boolean over = own.filter(d -> d.enabled().isPresent()
                        || new DrillTimes(d).down().isPresent()
                        || d.disabled().plus(LONGEST).isBefore(now.at()))
                .isPresent();
        return Step.waiting(DOWN)
                .words("drill.down")
                .status(Status.when(over))
                .until(new Awaited.KeyInvalid())
                .poll(waits.poll())
                .build();
    }

    private Step enable(ProjectSnapshot now, Optional<KeyDrill> drill, Optional<KeyArn> key) {
        boolean done = drill.filter(d -> d.enabled().isPresent() && enabled(now, d.key()))
                .isPresent();
        var step = Step.aws(ENABLE)
                .words("drill.enable")
                .inExplanation(key.map(KeyArn::toString).orElse("-"))
                .reversibility(Reversibility.UNDO)
                .status(Status.when(done))
                .retry(Retry.once(waits.retryDelay()));
        key.ifPresent(k -> step.request(new AwsRequest.EnableKey(k)));
        return step.build();
    }

    private static boolean enabledSince(ProjectSnapshot now, Optional<KeyDrill> drill) {
        return drill.filter(d -> d.enabled().isPresent() && enabled(now, d.key()))
                .isPresent();
    }

    private static boolean works(ProjectSnapshot now) {
        return now.encryption()
                        .value()
                        .map(EncryptionAtRest::awsKms)
                        .filter(AwsKms::enabled)
                        .isPresent()
                && now.posture()
                        .filter(p -> p == Posture.ROLE_BASED || p == Posture.ON_CREDENTIALS)
                        .isPresent();
    }

    private Step valid(ProjectSnapshot now, Optional<KeyDrill> drill) {
        return Step.waiting(VALID)
                .words("drill.valid")
                .status(Status.when(enabledSince(now, drill) && works(now)))
                .until(new Awaited.KeyValid())
                .poll(waits.poll())
                .build();
    }

    private static boolean back(ProjectSnapshot now, Optional<KeyDrill> drill) {
        return enabledSince(now, drill)
                && works(now)
                && now.clusters()
                        .value()
                        .filter(all -> all.stream().filter(Cluster::encrypted).allMatch(Cluster::idle))
                        .isPresent();
    }

    private Step up(ProjectSnapshot now, Optional<KeyDrill> drill) {
        return Step.waiting(UP)
                .words("drill.up")
                .inExplanation(clusters(now))
                .status(Status.when(back(now, drill)))
                .until(new Awaited.ClustersSettled())
                .poll(waits.poll())
                .build();
    }

    /** What was measured stands in the history, because checks are recorded where a run ends. */
    private static Step times(ProjectSnapshot now, Optional<KeyDrill> drill) {
        var step = Step.check(TIMES).words("drill.times").status(Status.when(back(now, drill)));
        drill.filter(_ -> back(now, drill)).ifPresent(d -> step.reason(new DrillTimes(d).text()));
        return step.build();
    }
}
