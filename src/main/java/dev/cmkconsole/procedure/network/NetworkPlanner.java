package dev.cmkconsole.procedure.network;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.cedar.CedarQuestion;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.access.PresentRole;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.access.WayToKey;
import dev.cmkconsole.procedure.endpoint.EndpointGate;
import dev.cmkconsole.procedure.endpoint.EndpointRemoval;
import dev.cmkconsole.procedure.endpoint.NetworkingSwitch;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.replica.ReplicaSteps;
import dev.cmkconsole.procedure.replica.ReplicaWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans private networking in the only order that works: the key in every region, the role for every key, the setting, and
 * the endpoints. The way back is the other way round, and leaves replicas and permissions as they are.
 */
public final class NetworkPlanner implements Planner<NetworkChoices> {
    private final WaitSettings waits;

    public NetworkPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return NetworkProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(NetworkChoices want) {
        return ReadScope.CONFIGURED
                .with(ReadScope.More.KMS_ENDPOINTS, ReadScope.More.REPLICAS, ReadScope.More.POLICIES)
                .in(want.regions());
    }

    /** Its answers decide while the way to the key changes, and about the role's access to a key in several regions. */
    @Override
    public Optional<CheckRequest> checkRequest(ProjectSnapshot now, NetworkChoices want) {
        boolean several = want.on() && !now.aws().regional().isEmpty();
        return wayChanged(now, want) && !several ? Optional.empty() : PresentKey.checkRequest(now);
    }

    @Override
    public Plan plan(ProjectSnapshot now, NetworkChoices want) {
        var plan = new Plan(NetworkProcedure.TYPE, now.project(), now.at(), want.on() ? on(now, want) : off(now, want));
        return plan.named(name(want)).withLeftovers(want.on() ? List.of() : replicas(now, want));
    }

    private static Text name(NetworkChoices want) {
        if (want.on()) {
            return Text.of("procedure.private-network.on");
        }
        return Text.of(
                want.regions().isEmpty() ? "procedure.private-network.off" : "procedure.private-network.offRegions");
    }

    private List<Step> on(ProjectSnapshot now, NetworkChoices want) {
        var regions = new WantedRegions(now, want);
        var endpoints = new EndpointCreation(now, want, regions.all(), waits);
        var kms = kms(now);
        var replicas = new ReplicaSteps(
                now, access(now, want), ReplicaWish.of(replicated(kms, regions), want.accessBy(), want), true, waits);
        boolean required = kms.filter(AwsKms::requirePrivateNetworking).isPresent();
        boolean over = required && endpoints.over() && replicas.over();
        var steps = new ArrayList<Step>();
        steps.add(check(now, want, over));
        if (!over) {
            steps.add(AccessChecks.owner(now, want.accepted()));
        }
        rules(now, want, over).ifPresent(steps::add);
        steps.add(regions.clouds(over));
        steps.add(regions.known(over));
        steps.add(EndpointRemoval.known(now, over, "network"));
        replicas.check().ifPresent(steps::add);
        steps.add(WayToKey.check(access(now, want).stream().toList(), true, required));
        steps.addAll(replicas.steps());
        kms.filter(k -> k.enabled() && !k.onCredentials())
                .ifPresent(k -> steps.add(NetworkingSwitch.change(now, k, true, "network.require", waits)));
        steps.addAll(endpoints.steps());
        return steps;
    }

    /** A key of one region has nothing to bring: another step says what that means. */
    private static Set<AwsRegion> replicated(Optional<AwsKms> kms, WantedRegions regions) {
        var others = new TreeSet<>(regions.all());
        kms.flatMap(AwsKms::region).ifPresent(others::remove);
        boolean one =
                kms.filter(k -> k.enabled() && !EndpointGate.singleRegion(k)).isEmpty();
        return one ? Set.of() : others;
    }

    private List<Step> off(ProjectSnapshot now, NetworkChoices want) {
        var kms = kms(now);
        boolean whole = want.regions().isEmpty();
        boolean publicly = kms.filter(k -> !k.requirePrivateNetworking()).isPresent();
        var removal =
                new EndpointRemoval(now, waits, publicly, whole ? "network.off" : "network.offRegions", want.regions());
        boolean over = publicly || !whole && removal.gone();
        var steps = new ArrayList<Step>();
        steps.add(check(now, want, over));
        if (!over) {
            steps.add(AccessChecks.owner(now, want.accepted()));
        }
        rules(now, want, over).ifPresent(steps::add);
        if (whole) {
            steps.add(WayToKey.check(access(now, want).stream().toList(), false, publicly));
        } else {
            steps.add(new WantedRegions(now, want).unused(over));
        }
        steps.addAll(removal.steps());
        if (whole) {
            kms.filter(k -> k.enabled() && !k.onCredentials())
                    .ifPresent(k -> steps.add(NetworkingSwitch.change(now, k, false, "network.stop", waits)));
        }
        return steps;
    }

    private static Optional<Step> rules(ProjectSnapshot now, NetworkChoices want, boolean over) {
        var id = now.project().id();
        return new RuleSteps(now, want, over)
                .organizationOfMore(List.of(CedarQuestion.configuration(id), CedarQuestion.kmsEndpoint(id)));
    }

    private static Optional<AwsKms> kms(ProjectSnapshot now) {
        return now.encryption().value().map(EncryptionAtRest::awsKms);
    }

    private static boolean wayChanged(ProjectSnapshot now, NetworkChoices want) {
        return kms(now).filter(k -> k.requirePrivateNetworking() == want.on()).isPresent();
    }

    /** The role's access to the project's key; empty where Atlas does not tell the role, or the account of the key. */
    static Optional<AccessState> access(ProjectSnapshot now, NetworkChoices want) {
        return PresentKey.of(now, Optional.empty())
                .flatMap(PresentKey::arn)
                .flatMap(key -> PresentRole.toKey(now, key, want.accessBy(), want.doneByHand(), want.accepted()));
    }

    /** The replicas that the way back leaves; KMS charges for each, and nobody here knows who else uses them. */
    private static List<Leftover> replicas(ProjectSnapshot now, NetworkChoices want) {
        var own = kms(now).flatMap(AwsKms::region);
        return now.aws().regional().values().stream()
                .filter(r -> !own.equals(Optional.of(r.arn().region())))
                .filter(r -> want.regions().isEmpty()
                        || want.regions().contains(r.arn().region()))
                .filter(r -> r.key().value().isPresent())
                .map(RegionalKey::arn)
                .sorted(java.util.Comparator.comparing(Object::toString))
                .map(arn -> new Leftover(
                        Text.of("leftover.replica", arn.toString()), Text.of("leftover.replica.advice"), List.of()))
                .toList();
    }

    private static Step check(ProjectSnapshot now, NetworkChoices want, boolean over) {
        Status status = now.posture()
                .map(posture -> status(now, want, posture))
                .orElseGet(() -> new Status.Blocked(Text.of("plan.unreadable.encryption")));
        return Step.check(AccessSteps.CONFIGURATION)
                .words("network.check")
                .status(over ? Status.NOT_NEEDED : status)
                .build();
    }

    private static Status status(ProjectSnapshot now, NetworkChoices want, Posture posture) {
        return switch (posture) {
            case ROLE_BASED ->
                access(now, want).isPresent()
                        ? Status.DONE
                        : new Status.Blocked(Text.of("keyChange.noRole", PresentRole.unknown(now)));
            case ON_CREDENTIALS -> new Status.Blocked(Text.of("network.check.onCredentials"));
            case NOT_SET_UP, OTHER_PROVIDER ->
                want.on() ? new Status.Blocked(Text.of("network.check.notSetUp")) : Status.DONE;
            case KEY_IN_DOUBT ->
                now.onlyRegionsInDoubt()
                        ? Status.DONE
                        : want.unlessAccepted(
                                AccessSteps.CONFIGURATION,
                                Text.of(
                                        "network.check.keyInDoubt",
                                        now.state().key().reason()));
            case KEY_INVALID -> new Status.Blocked(Text.of("network.check.keyInvalid"));
        };
    }
}
