package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.access.KeySlot;
import dev.cmkconsole.ui.nav.Frame;
import java.util.Optional;

/** The shared state of the pages for a key change: the new or existing key, and the reminder. */
final class RotateFlow extends AccessFlow<RotateChoices> implements KeySlot, ReminderSlot {
    private final RotatePlanner planner;
    private KeyChoice key;
    private Optional<ReminderWish> reminder = Optional.empty();

    RotateFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
        this.planner = new RotatePlanner(service.waits());
        PresentKeyFacts.role(snapshot).ifPresent(choice -> role(choice, Optional.empty()));
    }

    @Override
    public RotatePlanner planner() {
        return planner;
    }

    @Override
    public RotateChoices choices(Actor trustBy, Actor accessBy) {
        var choices = RotateChoices.byConsole(key).withAccessBy(accessBy);
        return reminder.map(choices::withReminder).orElse(choices);
    }

    @Override
    public String verb() {
        return messages().get("rotating.verb.key", project().name());
    }

    @Override
    public String running() {
        return messages().get("rotating.running.key", project().name());
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
    public Optional<String> objection(KeyArn choice) {
        return PresentKeyFacts.kms(snapshot())
                .filter(kms -> kms.usesKey(choice))
                .map(_ -> messages().get("rotating.key.present"));
    }

    @Override
    public void reminder(Optional<ReminderWish> wish) {
        reminder = wish;
    }

    @Override
    public Optional<Integer> periodDays() {
        return key instanceof KeyChoice.Create(var wish) ? wish.rotationDays() : Optional.empty();
    }
}
