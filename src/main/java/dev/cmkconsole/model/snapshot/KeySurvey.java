package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.KeyBackup;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Optional;

/**
 * What was found out about the keys that a project ever used, and about the access key it used them with.
 *
 * @param clusters those deleted with retained backups included
 * @param keys the present one first
 * @param elsewhere how every other project that the caller sees is configured; those that could not be read say so
 * @param accessKey empty where nobody names one
 */
public record KeySurvey(
        Observed<List<ClusterUse>> clusters,
        Observed<List<KeyBackup>> backups,
        List<UsedKey> keys,
        Observed<List<Elsewhere>> elsewhere,
        Optional<AccessKeyFacts> accessKey) {

    public KeySurvey {
        keys = List.copyOf(keys);
    }

    /** Another project's configuration. */
    public record Elsewhere(Project project, Observed<AwsKms> kms) {}

    public Optional<UsedKey> key(KeyArn arn) {
        return keys.stream()
                .filter(k -> k.arn().filter(arn::equals).isPresent())
                .findFirst();
    }
}
