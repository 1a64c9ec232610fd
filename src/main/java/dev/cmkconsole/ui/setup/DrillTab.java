package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.drill.DrillChoices;
import dev.cmkconsole.procedure.drill.DrillPlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.TabGroup;
import java.util.Optional;

/** A break-glass drill on a test project. */
public final class DrillTab extends PlanTab<DrillChoices> {

    public DrillTab() {
        super(
                new TabEntry(Place.OfProject.DRILL, "drill.tab", 90),
                "drill.help",
                "drill.why.notSetUp",
                Place.OfProject.ENABLE);
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.KEYS);
    }

    @Override
    SetupFlow.Wish<DrillChoices> wish(EncryptionService service, ProjectSnapshot now) {
        return new SetupFlow.Wish<>(
                new DrillPlanner(service.waits()),
                DrillChoices.after(
                        service.history().trials().drill(now.project().id())),
                "drill");
    }
}
