package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;

/** A wizard of two pages for a procedure that has nothing to ask: the plan, and the run. */
final class SetupFlow<C extends Choices<C>> extends AccessFlow<C> {
    private final Wish<C> wish;

    /**
     * @param words what the keys of the texts begin with: title, verb and running
     */
    record Wish<C extends Choices<C>>(Planner<C> planner, C choices, String words) {}

    SetupFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew, Wish<C> wish) {
        super(service, frame, snapshot, anew);
        this.wish = wish;
    }

    @Override
    public Planner<C> planner() {
        return wish.planner();
    }

    @Override
    public C choices(Actor trustBy, Actor accessBy) {
        return wish.choices();
    }

    String title() {
        return messages().get(wish.words() + ".heading", project().name());
    }

    @Override
    public String verb() {
        return messages().get(wish.words() + ".verb", project().name());
    }

    @Override
    public String running() {
        return messages().get(wish.words() + ".running", project().name());
    }
}
