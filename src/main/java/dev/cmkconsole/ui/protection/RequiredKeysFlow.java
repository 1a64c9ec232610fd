package dev.cmkconsole.ui.protection;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.requirekeys.RequireKeysChoices;
import dev.cmkconsole.procedure.requirekeys.RequireKeysPlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;
import java.util.Set;

/** The shared state of the pages of required keys: on or off, and where. */
final class RequiredKeysFlow extends AccessFlow<RequireKeysChoices> {
    private final RequireKeysPlanner planner = new RequireKeysPlanner();
    private boolean on = true;
    private boolean everywhere;
    private boolean searchNodes;

    RequiredKeysFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
    }

    void choose(boolean required, boolean inEveryProject, boolean ofSearchNodes) {
        on = required;
        everywhere = inEveryProject;
        searchNodes = ofSearchNodes;
    }

    @Override
    public RequireKeysPlanner planner() {
        return planner;
    }

    @Override
    public RequireKeysChoices choices(Actor trustBy, Actor accessBy) {
        return new RequireKeysChoices(on, everywhere, searchNodes, RequireKeysChoices.NAME, Set.of());
    }

    @Override
    public String verb() {
        return messages()
                .get(
                        on ? "requiredKeys.verb.on" : "requiredKeys.verb.off",
                        project().name());
    }

    @Override
    public String running() {
        return messages()
                .get(
                        on ? "requiredKeys.running.on" : "requiredKeys.running.off",
                        project().name());
    }
}
