package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.procedure.awsrotation.AwsRotationPlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;
import java.util.Optional;

/** The shared state of the pages for rotation by AWS: the type of rotation, and the reminder. */
final class MaterialFlow extends AccessFlow<AwsRotationChoices> implements ReminderSlot {
    private final AwsRotationPlanner planner;
    private AwsRotationChoices choices;

    MaterialFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
        this.planner = new AwsRotationPlanner(service.waits());
    }

    void choose(AwsRotationChoices how) {
        choices = how;
    }

    @Override
    public AwsRotationPlanner planner() {
        return planner;
    }

    /** Only the key's own account can rotate it, so no other person is asked to act. */
    @Override
    public AwsRotationChoices choices(Actor trustBy, Actor accessBy) {
        return choices;
    }

    @Override
    public String verb() {
        return messages().get("rotating.verb.material", project().name());
    }

    @Override
    public String running() {
        return messages().get("rotating.running.material", project().name());
    }

    @Override
    public void reminder(Optional<ReminderWish> wish) {
        choices = new AwsRotationChoices(choices.act(), wish, choices.accepted());
    }

    @Override
    public Optional<Integer> periodDays() {
        return choices.act() instanceof AwsRotationChoices.RotationAct.ByItself(int days)
                ? Optional.of(days)
                : snapshot()
                        .aws()
                        .key()
                        .value()
                        .flatMap(k -> k.rotation())
                        .filter(r -> r.automatic())
                        .flatMap(r -> r.periodDays());
    }
}
