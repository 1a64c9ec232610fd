package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of rotation by AWS. */
public final class AwsRotationOptions implements OrderOptions<AwsRotationChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @ArgGroup(multiplicity = "1")
    private How how;

    @Mixin
    private ReminderOptions reminder = new ReminderOptions();

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    /** How to rotate: automatically, or once on demand. */
    static final class How {
        @Option(
                names = "--every",
                required = true,
                paramLabel = "DAYS",
                description = "Rotate automatically, every 90 to 2560 days.")
        private Integer days;

        @Option(
                names = "--now",
                required = true,
                description =
                        "Rotate once, now. A rotation on demand in the last 24 hours counts; no second one is started.")
        private boolean now;
    }

    @Override
    public Ordered<AwsRotationChoices> order(EncryptionService service) {
        String id = project.id();
        var choices = (how.now
                        ? AwsRotationChoices.once(service.serviceTime(id))
                        : AwsRotationChoices.byItself(how.days))
                .withAccepted(accepted.steps());
        return new Ordered<>(reminder.wish().map(choices::withReminder).orElse(choices), id);
    }
}
