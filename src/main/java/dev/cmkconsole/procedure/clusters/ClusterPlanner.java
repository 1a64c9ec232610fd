package dev.cmkconsole.procedure.clusters;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
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
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Turns customer key management on or off cluster by cluster, or makes a cluster that has it from the start. Each
 * cluster is a lane of its own: one that fails leaves the others going. All requests are sent before the first wait.
 */
public final class ClusterPlanner implements Planner<ClusterChoices> {
    private static final StepId CONFIGURATION = StepId.of("check-configuration");
    private final WaitSettings pace;

    public ClusterPlanner(WaitSettings pace) {
        this.pace = pace;
    }

    @Override
    public ProcedureType<?> procedure() {
        return ClusterProcedure.TYPE;
    }

    @Override
    public ReadScope focus(ClusterChoices choices) {
        return ReadScope.CONFIGURED;
    }

    @Override
    public Plan plan(ProjectSnapshot now, ClusterChoices want) {
        var steps = new ArrayList<Step>();
        boolean turningOn = want.create().isPresent() || want.wanted().containsValue(true);
        if (turningOn || now.posture().equals(Optional.of(Posture.KEY_INVALID))) {
            steps.add(check(now, want));
        }
        want.wanted().forEach((name, on) -> steps.add(change(now, name, on)));
        want.create().ifPresent(c -> steps.add(create(now, c)));
        want.wanted().forEach((name, on) -> steps.add(await(now, name, on)));
        want.create().ifPresent(c -> steps.add(await(now, c.name(), true)));
        return new Plan(ClusterProcedure.TYPE, now.project(), now.at(), steps);
    }

    /**
     * While the key does not work Atlas takes changes of clusters, decryption too, and keeps them waiting: there
     * would be no end to wait for.
     */
    private static Step check(ProjectSnapshot now, ClusterChoices want) {
        Status status = all(want, (name, on) -> deployed(now, name, on))
                ? Status.DONE
                : now.posture()
                        .<Status>map(posture -> switch (posture) {
                            case ROLE_BASED, ON_CREDENTIALS -> Status.DONE;
                            case NOT_SET_UP, OTHER_PROVIDER ->
                                all(want, (name, on) -> satisfied(now, name, on))
                                        ? Status.DONE
                                        : new Status.Blocked(Text.of("clusters.check.notSetUp"));
                            case KEY_INVALID -> new Status.Blocked(Text.of("clusters.check.keyInvalid"));
                        })
                        .orElseGet(() -> new Status.Blocked(Text.of("plan.unreadable.encryption")));
        return new Step.CheckStep(
                CONFIGURATION,
                Text.of("clusters.check.title"),
                Text.of("clusters.check.reason"),
                status,
                Rendering.of(Text.of("clusters.check.explain")),
                "");
    }

    private static Step change(ProjectSnapshot now, String name, boolean on) {
        var provider = on ? EncryptionProvider.AWS : EncryptionProvider.NONE;
        var request = AtlasRequests.setClusterEncryption(now.project().id(), name, provider);
        String key = on ? "clusters.on" : "clusters.off";
        var rendering = new Rendering(
                Text.of(key + ".explain", name),
                Optional.of(Commands.curl(request)),
                Optional.of(cli(
                        "updateCluster",
                        now.project().id(),
                        "--clusterName " + Commands.quote(name),
                        request.body().orElseThrow())),
                Optional.of(Terraform.clusterEncryption(name, on)));
        return new Step.AtlasStep(
                StepId.of(on ? "encrypt" : "decrypt", name),
                Text.of(key + ".title", name),
                Text.of(key + ".reason"),
                Reversibility.COMPENSATE,
                status(now, name, on),
                rendering,
                Optional.of(request),
                Optional.of(name),
                Retry.NEVER,
                name);
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
                        .<Status>map(o -> new Status.Blocked(obstacle(o, cluster)))
                        .orElse(Status.TO_DO))
                .orElseGet(() -> new Status.Blocked(Text.of("clusters.missing", name)));
    }

    /** Why a cluster cannot be switched, in words. */
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
        Status status = now.clusters().value().isEmpty()
                ? new Status.Blocked(Text.of("plan.unreadable.clusters"))
                : now.cluster(wanted.name())
                        .map(c -> c.encrypted()
                                ? Status.DONE
                                : new Status.Blocked(Text.of("clusters.nameTaken", wanted.name())))
                        .orElse(Status.TO_DO);
        var rendering = new Rendering(
                Text.of(
                        "clusters.create.explain",
                        wanted.name(),
                        wanted.instanceSize(),
                        wanted.cloud(),
                        wanted.region()),
                Optional.of(Commands.curl(request)),
                Optional.of(cli(
                        "createCluster", now.project().id(), "", request.body().orElseThrow())),
                Optional.of(Terraform.cluster(now.project().id(), wanted)));
        return new Step.AtlasStep(
                StepId.of("create", wanted.name()),
                Text.of("clusters.create.title", wanted.name()),
                Text.of("clusters.create.reason"),
                Reversibility.COMPENSATE,
                status,
                rendering,
                Optional.of(request),
                Optional.of(wanted.name()),
                Retry.NEVER,
                wanted.name());
    }

    private Step await(ProjectSnapshot now, String name, boolean on) {
        Status status = Status.when(deployed(now, name, on));
        return new Step.WaitStep(
                StepId.of("deployed", name),
                Text.of("clusters.wait.title", name),
                Text.of("clusters.wait.reason"),
                status,
                Rendering.of(Text.of("clusters.wait.explain", name)),
                pace.poll(),
                name);
    }

    private static String cli(String operation, String projectId, String more, String body) {
        return "atlas api clusters " + operation + " --groupId " + projectId + (more.isEmpty() ? "" : " " + more)
                + " --version 2024-10-23 --file /dev/stdin <<'JSON'\n" + body + "\nJSON";
    }
}
