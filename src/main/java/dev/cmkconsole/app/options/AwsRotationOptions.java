package dev.cmkconsole.app.options;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The choices of rotation by AWS as options. */
public final class AwsRotationOptions implements OrderOptions<AwsRotationChoices> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project id.")
    private String project;

    @ArgGroup(multiplicity = "1")
    private How how;

    @Mixin
    private ReminderOptions reminder = new ReminderOptions();

    @Option(
            names = "--accept",
            paramLabel = "STEP",
            split = ",",
            description = "Checks that cannot be told from here and that you accept.")
    private List<String> accepted = List.of();

    /** Again and again, or once. */
    static final class How {
        @Option(
                names = "--every",
                required = true,
                paramLabel = "DAYS",
                description = "By itself every so many days, 90 to 2560.")
        private Integer days;

        @Option(
                names = "--now",
                required = true,
                description = "Once, now. A rotation on demand within the last 24 hours counts as this one.")
        private boolean now;
    }

    @Override
    public Ordered<AwsRotationChoices> order(EncryptionService service) {
        String id = Project.checkId(project);
        var choices = (how.now ? AwsRotationChoices.once(service.now()) : AwsRotationChoices.byItself(how.days))
                .withAccepted(RoleOptions.steps(accepted));
        return new Ordered<>(reminder.wish().map(choices::withReminder).orElse(choices), id);
    }
}
