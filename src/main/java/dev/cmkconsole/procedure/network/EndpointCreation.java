package dev.cmkconsole.procedure.network;

import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint.State;
import dev.cmkconsole.model.atlas.setup.RegionEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.endpoint.EndpointRemoval;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Creates the endpoints of regions that have none. Each region is a lane. A failed endpoint that the user saw is replaced;
 * one that fails afterwards stops its lane.
 */
final class EndpointCreation {
    private final ProjectSnapshot now;
    private final NetworkChoices want;
    private final List<RegionEndpoint> regions;
    private final WaitSettings waits;

    EndpointCreation(ProjectSnapshot now, NetworkChoices want, Set<AwsRegion> regions, WaitSettings waits) {
        this.now = now;
        this.want = want;
        this.waits = waits;
        var listed = now.setup().endpoints().value().orElse(List.of());
        this.regions = regions.stream().map(r -> RegionEndpoint.of(r, listed)).toList();
    }

    /** Whether every region has an active endpoint. */
    boolean over() {
        return now.setup().endpoints().value().isPresent() && regions.stream().allMatch(RegionEndpoint::active);
    }

    /** Every request that can be sent comes before the first wait. */
    List<Step> steps() {
        var steps = new ArrayList<Step>();
        regions.forEach(r -> r.decisive().filter(this::replaces).ifPresent(e -> steps.add(replace(r, e))));
        regions.stream().filter(r -> !leaving(r)).forEach(r -> steps.add(create(r)));
        regions.stream().filter(this::leaving).forEach(r -> {
            steps.add(left(r));
            steps.add(create(r));
        });
        regions.forEach(r -> steps.add(active(r)));
        return steps;
    }

    private boolean replaces(KmsEndpoint endpoint) {
        return endpoint.failed() && want.replaced().contains(endpoint.id());
    }

    /** Whether an endpoint has to go before the region can get another one. */
    private boolean leaving(RegionEndpoint region) {
        return region.in(State.DELETING)
                || region.decisive().filter(this::replaces).isPresent();
    }

    private Step replace(RegionEndpoint region, KmsEndpoint failed) {
        return EndpointRemoval.deleting(now, failed)
                .reason(Text.of("network.replace.reason"))
                .explanation(region.text())
                .lane(region.region().id())
                .build();
    }

    private Step left(RegionEndpoint region) {
        return Step.waiting(StepId.of("endpoint-gone", region.region().id()))
                .words("network.left")
                .inTitle(region.region().id())
                .lane(region.region().id())
                .until(new Awaited.EndpointsGone(List.of(region.region().atlasName())))
                .poll(waits.poll())
                .build();
    }

    private Step create(RegionEndpoint region) {
        boolean there = region.decisive().isPresent() && !leaving(region);
        return Step.atlas(StepId.of("create-endpoint", region.region().id()))
                .words("network.create")
                .inTitle(region.region().id())
                .inExplanation(region.region().id())
                .reversibility(Reversibility.COMPENSATE)
                .lane(region.region().id())
                .status(Status.when(there))
                .request(AtlasRequests.createKmsEndpoint(now.project().id(), region.region()))
                .target(region.region().atlasName())
                .build();
    }

    private Step active(RegionEndpoint region) {
        return Step.waiting(StepId.of("endpoint-active", region.region().id()))
                .words("network.active")
                .inTitle(region.region().id())
                .explanation(
                        region.active() ? region.text() : Text.of("checks.withAdvice", region.text(), region.advice()))
                .lane(region.region().id())
                .until(new Awaited.EndpointActive(region.region().atlasName()))
                .status(status(region))
                .poll(waits.poll())
                .build();
    }

    /** Waiting for an endpoint that failed would never end. */
    private Status status(RegionEndpoint region) {
        return region.in(State.FAILED) && !leaving(region)
                ? new Status.Blocked(Text.of("checks.withAdvice", region.text(), region.advice()))
                : Status.when(region.active());
    }
}
