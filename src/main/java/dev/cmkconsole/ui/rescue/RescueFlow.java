package dev.cmkconsole.ui.rescue;

import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.rescue.RescueChoices;
import dev.cmkconsole.procedure.rescue.RescuePlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.rescue.Rescue;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;

/** The pages of a rescue: the cause, the plan of its repair, and the run. */
final class RescueFlow extends AccessFlow<RescueChoices> {
    private final Rescue rescue;

    RescueFlow(EncryptionService service, Frame frame, Rescue rescue, Runnable anew) {
        super(service, frame, rescue.now(), anew);
        this.rescue = rescue;
    }

    Rescue rescue() {
        return rescue;
    }

    @Override
    public Planner<RescueChoices> planner() {
        return new RescuePlanner(service().waits());
    }

    @Override
    public RescueChoices choices(Actor trustBy, Actor accessBy) {
        return rescue.choices();
    }

    @Override
    public String verb() {
        return messages().get("rescue.verb", project().name());
    }

    @Override
    public String running() {
        return messages().get("rescue.running", project().name());
    }
}
