package dev.cmkconsole.procedure.clusters;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.FindingSteps;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The checks of key access that precede a cluster's encryption. A node that does not reach the key does not start, so
 * a failure blocks, and an unknown result that Atlas' own use of the key does not answer takes the user's decision.
 */
final class KeyGates {
    /** Checks that are not about Atlas' access to the key that the project has now. */
    private static final Set<CheckId> BESIDE_THE_POINT = Set.copyOf(EnumSet.of(
            CheckId.WHO_AM_I,
            CheckId.PROJECT_OWNER,
            CheckId.OPERATOR_MAY_WRITE,
            CheckId.NO_LOCK_OUT,
            CheckId.KEY_ANSWERS,
            CheckId.CONFUSED_DEPUTY,
            CheckId.KEY_NOT_ALIAS,
            CheckId.FULL_KEY_ARN,
            CheckId.CLUSTER_TIER,
            CheckId.BACKUP_KIND,
            CheckId.OLD_KEYS,
            CheckId.KEY_ALERTS,
            CheckId.PRIVATE_ENDPOINTS,
            CheckId.OLD_ACCESS_KEY));
    /** Atlas' control plane uses the key from other addresses than the nodes, so its success answers less. */
    private static final Set<CheckId> NOT_PROVED_BY_ATLAS =
            Set.of(CheckId.SOURCE_ADDRESSES, CheckId.ATLAS_USED_KEY, CheckId.IMPORTED_MATERIAL, CheckId.KEY_REPLICAS);

    private static final Set<Posture> WORKING = Set.of(Posture.ROLE_BASED, Posture.ON_CREDENTIALS);

    private final ProjectSnapshot now;
    private final ClusterChoices want;
    private final boolean over;
    private final ClusterPlaces places;

    /** @param over whether every change was made, so that nothing is left to check */
    KeyGates(ProjectSnapshot now, ClusterChoices want, boolean over) {
        this.now = now;
        this.want = want;
        this.over = over;
        this.places = ClusterPlaces.of(now, want);
    }

    List<Step> steps() {
        var steps = new ArrayList<Step>();
        if (!over) {
            failures().stream().map(FindingSteps::blocked).forEach(steps::add);
        }
        steps.add(Step.check(AccessSteps.ACCESS)
                .title(Text.of("checks.access.title"))
                .reason(Text.of("clusters.access.reason"))
                .explanation(Text.of("clusters.access.explain"))
                .status(over ? Status.NOT_NEEDED : status())
                .build());
        return steps;
    }

    private Status status() {
        return switch (now.checks()) {
            case Observed.Known<List<Finding>> _ -> judged();
            case Observed.Failed<List<Finding>>(var problem, var _) ->
                want.unlessAccepted(AccessSteps.ACCESS, Text.of("clusters.access.unread", problem.code()));
            case Observed.NotRead<List<Finding>> _ -> Status.TO_DO;
        };
    }

    private Status judged() {
        if (!failures().isEmpty()) {
            return Status.TO_DO;
        }
        var doubts = doubts();
        return doubts.isEmpty()
                ? Status.DONE
                : want.unlessAccepted(
                        AccessSteps.ACCESS,
                        Text.of(
                                "clusters.access.open",
                                doubts.stream()
                                        .map(Finding::reason)
                                        .reduce((a, b) -> Text.of("checks.withAdvice", a, b))
                                        .orElseThrow()));
    }

    private List<Finding> failures() {
        return concerned().stream()
                .filter(f -> f.outcome() == CheckOutcome.FAIL)
                .toList();
    }

    private List<Finding> doubts() {
        boolean proved = now.posture().filter(WORKING::contains).isPresent();
        return concerned().stream()
                .filter(f -> f.outcome() == CheckOutcome.CANNOT_TELL)
                .filter(f -> !proved || NOT_PROVED_BY_ATLAS.contains(f.id()))
                .toList();
    }

    private List<Finding> concerned() {
        return now.checks().value().orElse(List.of()).stream()
                .filter(f -> !BESIDE_THE_POINT.contains(f.id()))
                .filter(f -> f.id() != CheckId.KEY_REPLICAS || places.needReplica() && !places.besideTheDoubt())
                .toList();
    }
}
