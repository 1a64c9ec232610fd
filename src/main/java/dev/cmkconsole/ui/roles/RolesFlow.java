package dev.cmkconsole.ui.roles;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.roles.RecordChoices;
import dev.cmkconsole.procedure.roles.RecordPlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;
import java.util.Optional;

/** The record, or the left-over trust, that the user chose, and what happens to it. */
final class RolesFlow extends AccessFlow<RecordChoices> {
    private Optional<RecordChoices> chosen = Optional.empty();

    RolesFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
    }

    void choose(RecordChoices choices) {
        chosen = Optional.of(choices);
    }

    @Override
    public Planner<RecordChoices> planner() {
        return new RecordPlanner(service().waits());
    }

    @Override
    public RecordChoices choices(Actor trustBy, Actor accessBy) {
        return chosen.orElseThrow();
    }

    private String words(String what) {
        boolean record = chosen.flatMap(RecordChoices::record).isPresent();
        return messages()
                .get(
                        "roles." + what + (record ? ".record" : ".leftOver"),
                        project().name());
    }

    @Override
    public String verb() {
        return words("verb");
    }

    @Override
    public String running() {
        return words("running");
    }
}
