package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.rotate.RegionChoices;
import dev.cmkconsole.procedure.rotate.RegionPlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;
import java.util.Optional;

/** The shared state of the pages for the move to another region: the replica. */
final class RegionFlow extends AccessFlow<RegionChoices> {
    private final RegionPlanner planner;
    private KeyArn replica;

    RegionFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
        this.planner = new RegionPlanner(service.waits());
        PresentKeyFacts.role(snapshot).ifPresent(choice -> role(choice, Optional.empty()));
    }

    void replica(KeyArn choice) {
        replica = choice;
    }

    @Override
    public RegionPlanner planner() {
        return planner;
    }

    @Override
    public RegionChoices choices(Actor trustBy, Actor accessBy) {
        return RegionChoices.byConsole(replica).withAccessBy(accessBy);
    }

    @Override
    public String verb() {
        return messages().get("rotating.verb.region", project().name());
    }

    @Override
    public String running() {
        return messages().get("rotating.running.region", project().name());
    }
}
