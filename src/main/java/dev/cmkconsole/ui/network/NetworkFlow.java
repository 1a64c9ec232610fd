package dev.cmkconsole.ui.network;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.network.NetworkChoices;
import dev.cmkconsole.procedure.network.NetworkPlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The shared state of the pages of private networking: on or off, and where. */
final class NetworkFlow extends AccessFlow<NetworkChoices> {
    private final NetworkPlanner planner;
    private final Set<String> failed;
    private boolean on;
    private Set<AwsRegion> regions = Set.of();

    /** @param snapshot a snapshot with the endpoints; those that failed are shown to the user */
    NetworkFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
        this.planner = new NetworkPlanner(service.waits());
        this.failed = snapshot.setup().endpoints().value().orElse(List.of()).stream()
                .filter(KmsEndpoint::failed)
                .map(KmsEndpoint::id)
                .collect(Collectors.toSet());
        snapshot.configuredRole().flatMap(NetworkFlow::choice).ifPresent(choice -> role(choice, Optional.empty()));
    }

    private static Optional<RoleChoice> choice(AccessRole record) {
        return record.iamRoleArn()
                .flatMap(RoleArn::parse)
                .map(arn -> RoleChoice.resume(record.roleId(), new RoleChoice.ExistingRole(arn)));
    }

    Set<AwsRegion> regionsOfClusters() {
        return snapshot().clusters().value().orElse(List.of()).stream()
                .flatMap(c -> c.awsRegions().stream())
                .collect(Collectors.toSet());
    }

    /** @param where where endpoints are created; empty for every region of the clusters */
    void choose(boolean required, Set<AwsRegion> where) {
        on = required;
        regions = Set.copyOf(where);
    }

    @Override
    public NetworkPlanner planner() {
        return planner;
    }

    @Override
    public NetworkChoices choices(Actor trustBy, Actor accessBy) {
        return NetworkChoices.of(on).in(regions).replacing(failed).withAccessBy(accessBy);
    }

    @Override
    public String verb() {
        return messages()
                .get(
                        on ? "networking.verb.on" : "networking.verb.off",
                        project().name());
    }

    @Override
    public String running() {
        return messages()
                .get(
                        on ? "networking.running.on" : "networking.running.off",
                        project().name());
    }
}
