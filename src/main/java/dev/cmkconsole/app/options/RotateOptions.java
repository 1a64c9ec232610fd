package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.Mixin;

/** Turns command-line options into the choices of the change to another key. */
public final class RotateOptions implements OrderOptions<RotateChoices> {
    @Mixin
    private KeyChangeOptions change = new KeyChangeOptions();

    @Mixin
    private ReminderOptions reminder = new ReminderOptions();

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Override
    public Ordered<RotateChoices> order(EncryptionService service) {
        String id = change.project();
        var choices = RotateChoices.byConsole(key.choice(service, id))
                .withAccessBy(change.accessBy())
                .withDoneByHand(change.done())
                .withAccepted(change.accepted());
        return new Ordered<>(reminder.wish().map(choices::withReminder).orElse(choices), id);
    }
}
