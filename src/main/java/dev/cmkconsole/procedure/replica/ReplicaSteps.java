package dev.cmkconsole.procedure.replica;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.ReplicaStanding;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.KeyAccessSteps;
import dev.cmkconsole.procedure.access.PresentRole;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a multi-Region key to every region and lets the role use it there. A key of one region has nothing to bring:
 * another step says what that means.
 */
public final class ReplicaSteps {
    public static final StepId REPLICAS = StepId.of("check-replicas");
    private final ProjectSnapshot now;
    private final ReplicaWish want;
    private final Optional<AccessState> own;
    private final WaitSettings waits;
    private final Retry settling;
    private final boolean exists;

    /**
     * @param now with the key's replicas
     * @param own the role's access to the key; empty where Atlas does not tell the role, or the account of the key
     * @param exists whether the key exists; a plan may create it first
     */
    public ReplicaSteps(
            ProjectSnapshot now, Optional<AccessState> own, ReplicaWish want, boolean exists, WaitSettings waits) {
        this.now = now;
        this.own = own;
        this.want = want;
        this.exists = exists;
        this.waits = waits;
        this.settling = new Retry(AccessSteps.SETTLING, waits.retryDelay(), waits.retryAttempts());
    }

    /** The step that creates the replica of a region. */
    public static StepId replicate(AwsRegion region) {
        return StepId.of("replicate-key", region.id());
    }

    /** The step about the key policy of a region. */
    public static StepId keyPolicy(AwsRegion region) {
        return StepId.of("key-policy", region.id());
    }

    private List<AwsRegion> others() {
        return want.regions().stream().sorted().toList();
    }

    /** Nothing can be read of the replica of a key that does not exist yet. */
    private Optional<RegionalKey> in(AwsRegion region) {
        return exists
                ? Optional.ofNullable(now.aws().regional().get(region))
                : own.map(s -> new RegionalKey(s.key().in(region), Observed.notRead(), Observed.notRead()));
    }

    /** Nothing is done about a key that does not exist yet, whatever is known of other keys. */
    private Step whenItExists(Step step) {
        return exists ? step : step.withStatus(Status.TO_DO);
    }

    private boolean usable(AwsRegion region) {
        return in(region)
                .flatMap(r -> r.key().value())
                .filter(k -> k.unusable().isEmpty())
                .isPresent();
    }

    /** Whether the role may use an enabled key in every region. */
    public boolean over() {
        return others().stream().allMatch(this::usable)
                && states().map(s -> new KeyAccessSteps(s.getFirst(), settling)
                                .allow(s.subList(1, s.size()))
                                .status()
                                .done())
                        .orElse(others().isEmpty());
    }

    /** What the regions say about the key; empty where the key needs no replica. */
    public Optional<Step> check() {
        return others().isEmpty()
                ? Optional.empty()
                : Optional.of(whenItExists(Step.check(REPLICAS)
                        .words("network.replicas")
                        .status(known())
                        .build()));
    }

    private Status known() {
        for (var region : others()) {
            var there = in(region);
            if (there.isEmpty()) {
                return want.unlessAccepted(REPLICAS, Text.of("network.replicas.unknownKey"));
            }
            if (!there.get().missing() && there.get().key().value().isEmpty()) {
                return want.unlessAccepted(
                        REPLICAS,
                        Text.of(
                                "network.replicas.unread",
                                region.id(),
                                there.get().key().unreadCode()));
            }
            if (there.get().missing() && !want.making()) {
                return want.unlessAccepted(REPLICAS, Text.of("network.replicas.primaryOut", region.id()));
            }
            var broken = broken(there.get());
            if (broken.isPresent()) {
                return new Status.Blocked(Text.of(
                        "network.replicas.broken", broken.get(), now.project().id()));
            }
        }
        return Status.DONE;
    }

    /** A replica that is just being created becomes usable by itself. */
    private static Optional<Text> broken(RegionalKey replica) {
        var standing = ReplicaStanding.of(replica);
        return replica.missing() || !standing.refuses() ? Optional.empty() : Optional.of(standing.said());
    }

    /** The replicas that are missing, the role's permission to use every one, and their key policies. */
    public List<Step> steps() {
        var there = others().stream().filter(r -> in(r).isPresent()).toList();
        var steps = new ArrayList<Step>();
        if (want.making()) {
            there.forEach(r -> steps.add(whenItExists(creation(r))));
        }
        states().ifPresent(s -> {
            var allow = new KeyAccessSteps(s.getFirst(), settling).allow(s.subList(1, s.size()));
            steps.add(allow.status().done() ? allow : whenItExists(allow));
        });
        there.stream()
                .filter(r -> want.making() || !in(r).orElseThrow().missing())
                .forEach(r -> steps.add(whenItExists(enabled(in(r).orElseThrow().arn(), usable(r)))));
        states().ifPresent(s -> s.stream()
                .skip(1)
                .filter(a -> a.now().aws().key().value().isPresent())
                .forEach(a -> steps.add(
                        new KeyAccessSteps(a, settling, keyPolicy(a.key().region())).keyPolicy())));
        return steps;
    }

    /** The role's access to the configured key first, then to every other; empty where there are no others. */
    private Optional<List<AccessState>> states() {
        if (others().isEmpty()) {
            return Optional.empty();
        }
        return own.map(first -> {
            var all = new ArrayList<AccessState>(List.of(first));
            others().forEach(region -> in(region)
                    .flatMap(r -> PresentRole.toKey(
                            now.about(r), r.arn(), want.accessBy(), want.doneByHand(), want.accepted()))
                    .ifPresent(all::add));
            return all;
        });
    }

    private Step enabled(KeyArn key, boolean usable) {
        return Step.waiting(StepId.of("replica-enabled", key.region().id()))
                .words("network.enabled")
                .inTitle(key.region().id())
                .until(new Awaited.KeyEnabled(key))
                .status(Status.when(usable || want.accepted().contains(REPLICAS)))
                .poll(waits.poll())
                .build();
    }

    private Step creation(AwsRegion region) {
        var id = replicate(region);
        var policy = new CopiedPolicy(now, want, in(region).orElseThrow().arn(), id);
        // A new key has the default policy, and so do its replicas.
        var text = exists ? policy.text() : "";
        var primary = primary();
        var status = status(region, primary, policy);
        var step = Step.aws(id)
                .words("network.replicate")
                .inTitle(region.id())
                .explanation(Text.of(
                        text.isBlank() ? "network.replicate.explainDefault" : "network.replicate.explain", region.id()))
                .reversibility(Reversibility.COMPENSATE)
                .status(status)
                .retry(new Retry(
                        Set.of(AwsErrorCode.ALREADY_EXISTS, AwsErrorCode.KMS_INVALID_STATE),
                        settling.delay(),
                        settling.attempts()));
        primary.map(p -> new AwsRequest.ReplicateKey(p, region, description(), text))
                .ifPresent(step::request);
        boolean byUser = want.accessBy() == Actor.USER && !(status instanceof Status.Blocked);
        return byUser ? step.buildManual() : step.build();
    }

    private Status status(AwsRegion region, Optional<KeyArn> primary, CopiedPolicy policy) {
        var there = in(region).orElseThrow();
        if (!there.missing()) {
            return Status.DONE;
        }
        return primary.isPresent() ? policy.status() : new Status.Blocked(Text.of("network.replicate.noPrimary"));
    }

    private Optional<CustomerKey> key() {
        return now.aws().key().value();
    }

    /** KMS replicates a key in the region of its primary key only. */
    private Optional<KeyArn> primary() {
        return exists
                ? key().flatMap(k -> k.replicas().map(all -> k.arn().in(all.primary())))
                : own.map(AccessState::key);
    }

    private String description() {
        return (exists ? key().map(CustomerKey::description) : want.planned()).orElse("");
    }
}
