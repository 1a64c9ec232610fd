package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.restoreproof.RestoreProofChoices;
import dev.cmkconsole.procedure.restoreproof.RestoreProofPlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.TabGroup;
import java.util.Optional;

/** Proves that the newest snapshot that needs a former key can be restored. */
public final class RestoreProofTab extends PlanTab<RestoreProofChoices> {

    public RestoreProofTab() {
        super(
                new TabEntry(Place.OfProject.RESTORE_PROOF, "restoreProof.tab", 42),
                "restoreProof.help",
                "restoreProof.why.notSetUp",
                Place.OfProject.ENABLE);
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.KEYS);
    }

    @Override
    SetupFlow.Wish<RestoreProofChoices> wish(EncryptionService service, ProjectSnapshot now) {
        return new SetupFlow.Wish<>(
                new RestoreProofPlanner(service.waits()),
                RestoreProofChoices.of(Optional.empty(), service.now()),
                "restoreProof");
    }
}
