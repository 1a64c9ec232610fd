package dev.cmkconsole.procedure.endpoint;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepBuilder;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Deletes private endpoints to KMS, in whatever state they are. Atlas deletes none that it is still creating, so those are
 * waited for first.
 */
public final class EndpointRemoval {
    public static final StepId KNOWN = StepId.of("check-endpoints");
    static final StepId CREATED = StepId.of("endpoints-created");
    static final StepId GONE = StepId.of("endpoints-gone");

    private final ProjectSnapshot now;
    private final WaitSettings waits;
    private final boolean over;
    private final String words;
    private final Set<AwsRegion> regions;

    /**
     * @param over whether nothing is left to do
     * @param words what the keys of the reasons begin with
     * @param regions where endpoints are deleted; empty for everywhere
     */
    public EndpointRemoval(
            ProjectSnapshot now, WaitSettings waits, boolean over, String words, Set<AwsRegion> regions) {
        this.now = now;
        this.waits = waits;
        this.over = over;
        this.words = words;
        this.regions = Set.copyOf(regions);
    }

    private boolean concerned(KmsEndpoint endpoint) {
        return regions.isEmpty() || regions.stream().anyMatch(r -> r.atlasName().equals(endpoint.region()));
    }

    private List<KmsEndpoint> all() {
        return now.setup().endpoints().value().orElse(List.of()).stream()
                .filter(this::concerned)
                .toList();
    }

    /** Whether the endpoints were read and none is left to delete. */
    public boolean gone() {
        return now.setup()
                .endpoints()
                .value()
                .filter(some -> some.stream().noneMatch(this::concerned))
                .isPresent();
    }

    public List<Step> steps() {
        var steps = new ArrayList<Step>();
        steps.add(known(now, over, words));
        steps.add(Step.waiting(CREATED)
                .words("endpoints.created")
                .status(Status.when(over || all().stream().noneMatch(KmsEndpoint::initiating)))
                .until(new Awaited.EndpointsCreated(names()))
                .poll(waits.poll())
                .build());
        all().forEach(e -> steps.add(delete(e)));
        steps.add(Step.waiting(GONE)
                .words("endpoints.gone")
                .status(Status.when(over || gone()))
                .until(new Awaited.EndpointsGone(names()))
                .poll(waits.poll())
                .build());
        return steps;
    }

    private List<String> names() {
        return regions.stream().map(AwsRegion::atlasName).sorted().toList();
    }

    /** Whether the endpoints were read; a project without a key has none. */
    public static Step known(ProjectSnapshot now, boolean over, String words) {
        Status status = now.setup().endpoints().fold(_ -> Status.DONE, code -> unread(now, code));
        return Step.check(KNOWN)
                .words("endpoints.known")
                .reason(Text.of(words + ".endpoints.reason"))
                .status(over ? Status.NOT_NEEDED : status)
                .build();
    }

    private static Status unread(ProjectSnapshot now, String code) {
        boolean none = now.encryption()
                .value()
                .map(EncryptionAtRest::awsKms)
                .filter(AwsKms::enabled)
                .isEmpty();
        return none ? Status.DONE : new Status.Blocked(Text.of("endpoints.unread", code));
    }

    private Step delete(KmsEndpoint endpoint) {
        return deleting(now, endpoint)
                .reason(Text.of(words + ".endpoints.reason"))
                .explanation(affected(endpoint))
                .status(Status.when(endpoint.deleting()))
                .build();
    }

    /** The clusters whose nodes lose their way to the key. */
    private Text affected(KmsEndpoint endpoint) {
        if (now.clusters().value().isEmpty()) {
            return Text.of("endpoints.delete.explainUnread", endpoint.id(), endpoint.place());
        }
        var there = now.clusters().value().get().stream()
                .filter(Cluster::encrypted)
                .filter(c -> c.awsRegions().stream().anyMatch(r -> r.atlasName().equals(endpoint.region())))
                .map(Cluster::name)
                .toList();
        return there.isEmpty()
                ? Text.of("endpoints.delete.explain", endpoint.id(), endpoint.place())
                : Text.of(
                        "endpoints.delete.explainClusters", endpoint.id(), endpoint.place(), String.join(", ", there));
    }

    /** A step that deletes one endpoint, without a reason of its own. */
    public static StepBuilder.Atlas deleting(ProjectSnapshot now, KmsEndpoint endpoint) {
        return Step.atlas(StepId.of("delete-endpoint", endpoint.id()))
                .words("endpoints.delete")
                .inTitle(endpoint.place())
                .inExplanation(endpoint.id(), endpoint.place())
                .reversibility(Reversibility.COMPENSATE)
                .request(AtlasRequests.deleteKmsEndpoint(now.project().id(), endpoint.id()))
                .target(endpoint.id());
    }
}
