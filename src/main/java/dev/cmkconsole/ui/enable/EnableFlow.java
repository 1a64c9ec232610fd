package dev.cmkconsole.ui.enable;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.access.KeySlot;
import dev.cmkconsole.ui.nav.Frame;
import java.util.Optional;

/** Adds the key to the state that the enable wizard's pages share. */
final class EnableFlow extends AccessFlow<EnableChoices> implements KeySlot {
    private final EnablePlanner planner;
    private KeyChoice key;

    EnableFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
        this.planner = new EnablePlanner(service.waits());
    }

    @Override
    public EnablePlanner planner() {
        return planner;
    }

    @Override
    public void key(KeyChoice choice) {
        key = choice;
    }

    @Override
    public Optional<KeyChoice> key() {
        return Optional.ofNullable(key);
    }

    @Override
    public EnableChoices choices(Actor trustBy, Actor accessBy) {
        var choices = EnableChoices.byConsole(role().orElseThrow(), key).withActors(trustBy, accessBy);
        return namedArn().map(choices::withRoleArn).orElse(choices);
    }

    @Override
    public String verb() {
        return messages().get("enable.review.commit", project().name());
    }

    @Override
    public String running() {
        return messages().get("enable.run.heading", project().name());
    }
}
