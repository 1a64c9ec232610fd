package dev.cmkconsole.app.options;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.rotate.KeyChoice;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of the change to another key. */
public final class RotateOptions implements OrderOptions<RotateChoices> {
    @Mixin
    private KeyChangeOptions change = new KeyChangeOptions();

    @Mixin
    private ReminderOptions reminder = new ReminderOptions();

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description =
                    "AWS region of the key, if --key does not include it. A new key is created in the current key's"
                            + " region.")
    private String region;

    @Option(
            names = "--period",
            paramLabel = "DAYS",
            description =
                    "Let AWS rotate the new key's material automatically, every 90 to 2560 days (default: no automatic"
                            + " rotation).")
    private Integer period;

    @Option(names = "--description", paramLabel = "TEXT", description = "Description of the new key.")
    private String description;

    @Option(
            names = "--tag",
            paramLabel = "NAME=VALUE",
            description = "A tag of the new key. Repeat the option for more tags.")
    private List<String> tags = List.of();

    @Option(
            names = "--multi-region",
            description = "Create the new key as a multi-Region key, to which replicas can be added later.")
    private boolean multiRegion;

    /** An existing key, or one to create first. */
    static final class Which {
        @Option(
                names = "--key",
                required = true,
                paramLabel = "KEY",
                description = "The KMS key that replaces the current one: ARN, ID, alias/NAME or alias ARN.")
        private String key;

        @Option(
                names = "--new-key",
                required = true,
                paramLabel = "ALIAS",
                description = "Create a new key with this alias first. If an earlier run created it, that key is used.")
        private String alias;
    }

    @Override
    public Ordered<RotateChoices> order(EncryptionService service) {
        String id = change.project();
        var choices = RotateChoices.byConsole(
                        which.alias == null ? existing(service) : new KeyChoice.Create(wanted(service, id)))
                .withAccessBy(change.accessBy())
                .withDoneByHand(change.done())
                .withAccepted(change.accepted());
        return new Ordered<>(reminder.wish().map(choices::withReminder).orElse(choices), id);
    }

    private KeyChoice existing(EncryptionService service) {
        if (period != null || description != null || !tags.isEmpty() || multiRegion) {
            throw new InputException("input.newKey.only");
        }
        return new KeyChoice.Existing(KeyWord.resolve(service, which.key, region));
    }

    /** Checks the typed values before the project is read. */
    private NewKey wanted(EncryptionService service, String id) {
        String alias = NewKey.checkAlias(which.alias);
        var named = new LinkedHashMap<String, String>();
        tags.stream().map(NewKey::tag).forEach(tag -> named.put(tag.getKey(), tag.getValue()));
        var days = Optional.ofNullable(period).map(KeyRotation::checkDays);
        var where = Optional.ofNullable(region)
                .map(AwsRegion::of)
                .or(() -> service.observe(id, ReadScope.CONFIGURED)
                        .encryption()
                        .value()
                        .flatMap(e -> e.awsKms().region()))
                .or(service::defaultRegion)
                .orElseThrow(() -> new InputException("input.key.needsRegion", alias));
        return new NewKey(
                id,
                alias,
                Optional.ofNullable(description).orElse("MongoDB Atlas encryption at rest, project " + id),
                named,
                where,
                days,
                multiRegion);
    }
}
