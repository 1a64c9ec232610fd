package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.procedure.disable.DisablePlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.nav.Place;

/** Turns a project's own key off. It is reached from the overview, so that nobody meets it beside Enable. */
public final class DisableTab extends PlanTab<DisableChoices> {

    public DisableTab() {
        super(
                new TabEntry(Place.OfProject.DISABLE, "disable.tab", 90),
                "disable.help",
                "disable.why.off",
                Place.OfProject.OLD_KEYS);
    }

    @Override
    public boolean inRow() {
        return false;
    }

    @Override
    SetupFlow.Wish<DisableChoices> wish(EncryptionService service, ProjectSnapshot now) {
        return new SetupFlow.Wish<>(new DisablePlanner(service.waits()), DisableChoices.PLAIN, "disable");
    }
}
