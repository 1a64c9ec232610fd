package dev.cmkconsole.ui.protection;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.protect.ProtectChoices;
import dev.cmkconsole.procedure.protect.ProtectPlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The shared state of the pages of the protection: who is named. */
final class ProtectionFlow extends AccessFlow<ProtectChoices> {
    private final ProtectPlanner planner;
    private ProtectChoices wish = new ProtectChoices(List.of(), Optional.empty(), false, Set.of(), Set.of());

    ProtectionFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
        this.planner = new ProtectPlanner(service.waits());
    }

    void wish(ProtectChoices choices) {
        wish = choices;
    }

    @Override
    public ProtectPlanner planner() {
        return planner;
    }

    @Override
    public ProtectChoices choices(Actor trustBy, Actor accessBy) {
        return wish;
    }

    @Override
    public String verb() {
        return messages().get("protection.verb", project().name());
    }

    @Override
    public String running() {
        return messages().get("protection.running", project().name());
    }
}
