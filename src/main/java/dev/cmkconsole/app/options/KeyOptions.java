package dev.cmkconsole.app.options;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.newkey.ClusterRegion;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.service.EncryptionService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options for the key that a project gets: an existing key, or one to create first. */
final class KeyOptions {
    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description =
                    "AWS region of the key, if --key does not include it. The default for a new key is the region of"
                            + " the project's current key, otherwise of its first cluster, otherwise of your AWS"
                            + " settings.")
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

    static final class Which {
        @Option(
                names = "--key",
                required = true,
                paramLabel = "KEY",
                description = "The KMS key to use: ARN, ID, alias/NAME or alias ARN.")
        private String key;

        @Option(
                names = "--new-key",
                required = true,
                paramLabel = "ALIAS",
                description = "Create a new key with this alias first. If an earlier run created it, that key is used.")
        private String alias;
    }

    KeyChoice choice(EncryptionService service, String projectId) {
        return which.alias == null ? existing(service) : new KeyChoice.Create(wanted(service, projectId));
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
                .or(() -> usual(service.observe(id, ReadScope.CONFIGURED)))
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

    private static Optional<AwsRegion> usual(ProjectSnapshot now) {
        return now.encryption().value().flatMap(e -> e.awsKms().region()).or(() -> ClusterRegion.of(now));
    }
}
