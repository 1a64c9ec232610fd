package dev.cmkconsole.procedure.clusters;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.DatabaseEdition;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.cedar.CedarQuestion;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.endpoint.EndpointGate;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Plans to turn customer key management on or off for existing clusters, or to create a cluster that has it from the
 * start. Each cluster is a lane: one that fails does not stop the others. Every request comes before the first wait.
 */
public final class ClusterPlanner implements Planner<ClusterChoices> {
    private static final Set<Posture> BROKEN = EnumSet.of(Posture.KEY_INVALID, Posture.KEY_IN_DOUBT);

    private final WaitSettings waits;

    public ClusterPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    /** The step that turns encryption with the project's key on or off for a cluster. */
    public static StepId changeOf(String cluster, boolean on) {
        return StepId.of(on ? "encrypt" : "decrypt", cluster);
    }

    @Override
    public ProcedureType<?> procedure() {
        return ClusterProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(ClusterChoices choices) {
        return choices.wanted().containsValue(false)
                ? ReadScope.CONFIGURED.with(ReadScope.More.RULES, ReadScope.More.KMS_ENDPOINTS)
                : ReadScope.CONFIGURED.with(ReadScope.More.POLICIES, ReadScope.More.KMS_ENDPOINTS);
    }

    @Override
    public Optional<CheckRequest> checkRequest(ProjectSnapshot now, ClusterChoices want) {
        boolean over = all(want, (name, on) -> satisfied(now, name, on));
        return want.turnsOn() && !over ? PresentKey.checkRequest(now) : Optional.empty();
    }

    private static Text name(ClusterChoices want) {
        boolean off = want.wanted().containsValue(false);
        if (want.turnsOn() && off) {
            return Text.of(ClusterProcedure.TYPE.nameKey());
        }
        if (off) {
            return Text.of("procedure.clusters.off");
        }
        return Text.of(want.wanted().isEmpty() ? "procedure.clusters.create" : "procedure.clusters.on");
    }

    @Override
    public Plan plan(ProjectSnapshot now, ClusterChoices want) {
        var steps = new ArrayList<Step>();
        if (want.turnsOn() || now.posture().filter(BROKEN::contains).isPresent()) {
            steps.add(check(now, want));
        }
        boolean over = all(want, (name, on) -> satisfied(now, name, on));
        if (!over) {
            steps.add(AccessChecks.owner(now, want.accepted()));
        }
        if (want.turnsOn()) {
            steps.addAll(new KeyGates(now, want, over).steps());
        }
        steps.addAll(rules(now, want, over));
        want.wanted().forEach((name, on) -> steps.add(change(now, name, on)));
        want.create().ifPresent(c -> steps.add(create(now, c)));
        want.wanted().forEach((name, on) -> steps.add(await(now, name, on)));
        want.create().ifPresent(c -> steps.add(await(now, c.name(), true)));
        return new Plan(ClusterProcedure.TYPE, now.project(), now.at(), steps).named(name(want));
    }

    /** Whether a policy of the organization or of backups refuses one of the changes that are still to make. */
    private static List<Step> rules(ProjectSnapshot now, ClusterChoices want, boolean over) {
        var rules = new RuleSteps(now, want, over);
        var changes = new ArrayList<CedarQuestion>();
        want.wanted()
                .forEach((name, on) -> now.cluster(name)
                        .filter(_ -> !satisfied(now, name, on))
                        .ifPresent(cluster -> changes.add(RuleSteps.change(now, cluster, on))));
        want.create()
                .filter(c -> now.cluster(c.name()).isEmpty())
                .ifPresent(c -> changes.add(RuleSteps.creation(now, c.cloud(), c.region())));
        return want.wanted().containsValue(false)
                ? List.of(rules.organization(changes), rules.compliance())
                : rules.organizationOfMore(changes).stream().toList();
    }

    /**
     * Atlas accepts changes of clusters while the key does not work, but does not carry them out. Waiting for such a
     * change would never end.
     */
    private static Step check(ProjectSnapshot now, ClusterChoices want) {
        return Step.check(AccessSteps.CONFIGURATION)
                .words("clusters.check")
                .status(
                        all(want, (name, on) -> deployed(now, name, on))
                                ? Status.NOT_NEEDED
                                : now.posture()
                                        .map(posture -> keyStatus(now, want, posture))
                                        .orElseGet(() -> new Status.Blocked(Text.of("plan.unreadable.encryption"))))
                .build();
    }

    private static Status keyStatus(ProjectSnapshot now, ClusterChoices want, Posture posture) {
        return switch (posture) {
            case ROLE_BASED, ON_CREDENTIALS -> Status.DONE;
            case NOT_SET_UP, OTHER_PROVIDER ->
                all(want, (name, on) -> satisfied(now, name, on))
                        ? Status.NOT_NEEDED
                        : new Status.Blocked(Text.of("clusters.check.notSetUp"));
            case KEY_IN_DOUBT ->
                ClusterPlaces.of(now, want).besideTheDoubt()
                        ? Status.DONE
                        : new Status.Blocked(Text.of(
                                "clusters.check.keyInDoubt", now.state().key().reason()));
            case KEY_INVALID -> new Status.Blocked(Text.of("clusters.check.keyInvalid"));
        };
    }

    private static Step change(ProjectSnapshot now, String name, boolean on) {
        var provider = on ? EncryptionProvider.AWS : EncryptionProvider.NONE;
        var request = AtlasRequests.setClusterEncryption(now.project().id(), name, provider);
        var step = Step.atlas(changeOf(name, on))
                .words(on ? "clusters.on" : "clusters.off")
                .inTitle(name)
                .explanation(effect(now, name, on))
                .reversibility(Reversibility.COMPENSATE)
                .lane(name)
                .status(status(now, name, on))
                .request(request)
                .target(name);
        now.cluster(name)
                .map(c -> AtlasRequests.clusterEncryption(c.encryption()))
                .ifPresent(step::before);
        return step.build();
    }

    /** What turning encryption on or off does to a cluster, which differs between the editions. */
    private static Text effect(ProjectSnapshot now, String name, boolean on) {
        var edition = now.cluster(name).map(Cluster::edition).orElse(DatabaseEdition.UNKNOWN);
        return Text.of((on ? "clusters.on.explain." : "clusters.off.explain.") + edition, name);
    }

    private static Status status(ProjectSnapshot now, String name, boolean on) {
        if (now.clusters().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.clusters"));
        }
        if (satisfied(now, name, on)) {
            return Status.DONE;
        }
        return now.cluster(name)
                .map(cluster -> cluster.obstacle()
                        .map(o -> obstacle(o, cluster))
                        .or(() -> on ? new EndpointGate(now).obstacle(cluster) : Optional.empty())
                        .<Status>map(Status.Blocked::new)
                        .orElse(Status.TO_DO))
                .orElseGet(() -> new Status.Blocked(Text.of("clusters.missing", name)));
    }

    /** Says why a cluster cannot be changed. */
    public static Text obstacle(Cluster.Obstacle obstacle, Cluster cluster) {
        return Text.of("clusters.obstacle." + obstacle, cluster.name(), cluster.instanceSize(), cluster.state());
    }

    private static boolean all(ClusterChoices want, BiPredicate<String, Boolean> holds) {
        return want.create().map(c -> holds.test(c.name(), true)).orElse(true)
                && want.wanted().entrySet().stream().allMatch(e -> holds.test(e.getKey(), e.getValue()));
    }

    private static boolean deployed(ProjectSnapshot now, String name, boolean on) {
        return satisfied(now, name, on)
                && now.cluster(name).filter(Cluster::idle).isPresent();
    }

    private static boolean satisfied(ProjectSnapshot now, String name, boolean on) {
        return now.cluster(name)
                .filter(c -> c.encryption() == (on ? EncryptionProvider.AWS : EncryptionProvider.NONE))
                .isPresent();
    }

    private static Step create(ProjectSnapshot now, NewCluster wanted) {
        var request = AtlasRequests.createCluster(now.project().id(), wanted);
        return Step.atlas(StepId.of("create", wanted.name()))
                .words("clusters.create")
                .inTitle(wanted.name())
                .inExplanation(wanted.name(), wanted.instanceSize(), wanted.cloud(), wanted.region())
                .reversibility(Reversibility.COMPENSATE)
                .lane(wanted.name())
                .status(createStatus(now, wanted))
                .request(request)
                .target(wanted.name())
                .build();
    }

    private static Status createStatus(ProjectSnapshot now, NewCluster wanted) {
        if (now.clusters().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.clusters"));
        }
        return now.cluster(wanted.name())
                .map(ClusterPlanner::ofThatName)
                .orElseGet(() -> new EndpointGate(now)
                        .obstacle(wanted)
                        .<Status>map(Status.Blocked::new)
                        .orElse(Status.TO_DO));
    }

    private static Status ofThatName(Cluster present) {
        if (present.status().deleting()) {
            return new Status.Blocked(Text.of("clusters.nameLeaving", present.name()));
        }
        return present.encrypted() ? Status.DONE : new Status.Blocked(Text.of("clusters.nameTaken", present.name()));
    }

    private Step await(ProjectSnapshot now, String name, boolean on) {
        return Step.waiting(StepId.of("deployed", name))
                .words("clusters.wait")
                .until(new Awaited.ClusterSettled(name))
                .inTitle(name)
                .inExplanation(name)
                .lane(name)
                .status(Status.when(deployed(now, name, on)))
                .poll(waits.poll())
                .build();
    }
}
