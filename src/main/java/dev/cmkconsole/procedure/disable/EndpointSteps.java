package dev.cmkconsole.procedure.disable;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.ArrayList;
import java.util.List;

/** Deletes the private endpoints to KMS. Atlas deletes none that it is still creating, so those are waited for first. */
final class EndpointSteps {
    private static final StepId KNOWN = StepId.of("check-endpoints");
    private static final StepId CREATED = StepId.of("endpoints-created");
    private static final StepId GONE = StepId.of("endpoints-gone");

    private final ProjectSnapshot now;
    private final WaitSettings waits;
    private final boolean over;

    EndpointSteps(ProjectSnapshot now, WaitSettings waits, boolean over) {
        this.now = now;
        this.waits = waits;
        this.over = over;
    }

    List<Step> steps() {
        var endpoints = now.setup().endpoints();
        var steps = new ArrayList<Step>();
        steps.add(Step.check(KNOWN)
                .words("disable.endpoints")
                .status(over ? Status.NOT_NEEDED : endpoints.fold(_ -> Status.DONE, this::unread))
                .build());
        var all = endpoints.value().orElse(List.of());
        steps.add(Step.waiting(CREATED)
                .words("disable.endpointsCreated")
                .status(Status.when(over || all.stream().noneMatch(KmsEndpoint::initiating)))
                .until(new Awaited.EndpointsCreated())
                .poll(waits.poll())
                .build());
        all.forEach(e -> steps.add(delete(e)));
        steps.add(Step.waiting(GONE)
                .words("disable.endpointsGone")
                .status(Status.when(
                        over || endpoints.value().filter(List::isEmpty).isPresent()))
                .until(new Awaited.EndpointsGone())
                .poll(waits.poll())
                .build());
        return steps;
    }

    private Status unread(String code) {
        boolean none = now.encryption()
                .value()
                .map(EncryptionAtRest::awsKms)
                .filter(AwsKms::enabled)
                .isEmpty();
        return none ? Status.DONE : new Status.Blocked(Text.of("disable.endpoints.unread", code));
    }

    private Step delete(KmsEndpoint endpoint) {
        return Step.atlas(StepId.of("delete-endpoint", endpoint.id()))
                .words("disable.deleteEndpoint")
                .inTitle(endpoint.region())
                .inExplanation(endpoint.id(), endpoint.region())
                .reversibility(Reversibility.COMPENSATE)
                .status(Status.when(endpoint.deleting()))
                .request(AtlasRequests.deleteKmsEndpoint(now.project().id(), endpoint.id()))
                .target(endpoint.id())
                .build();
    }
}
