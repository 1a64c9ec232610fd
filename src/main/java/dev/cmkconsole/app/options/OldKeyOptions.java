package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.service.EncryptionService;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices for retiring an old key. */
public final class OldKeyOptions implements OrderOptions<OldKeyChoices> {
    /** Acts as the user types them. */
    enum OldKeyActOption {
        take_out,
        disable,
        schedule_deletion,
        enable,
        cancel_deletion
    }

    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "The old KMS key: ARN, ID, alias/NAME or alias ARN.")
    private String key;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "AWS region of the key, if --key does not include it.")
    private String region;

    @Option(
            names = "--act",
            required = true,
            paramLabel = "ACT",
            description = "take_out (remove from the role's policy), disable, schedule_deletion; to reverse: enable,"
                    + " cancel_deletion.")
    private OldKeyActOption act;

    @Option(
            names = "--days",
            defaultValue = "30",
            paramLabel = "DAYS",
            description = "Waiting time before KMS deletes the key, 7 to 30 (default: 30).")
    private int days;

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<OldKeyChoices> order(EncryptionService service) {
        String id = project.id();
        var choices = OldKeyChoices.of(
                        KeyWord.resolve(service, key, region),
                        OldKeyAct.valueOf(act.name().toUpperCase(java.util.Locale.ROOT)))
                .withDays(days)
                .withAccepted(accepted.steps());
        return new Ordered<>(choices, id);
    }
}
