package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Optional;

/**
 * What is known of every key that a project has used, and of its former access key.
 *
 * @param clusters including deleted clusters whose backups were kept
 * @param others what may need a key beside clusters and backups
 * @param keys the present key first
 * @param elsewhere the configuration of every other project that the caller sees, readable or not
 * @param accessKey empty if none is known
 * @param records what was tried with the keys
 * @param policies the texts of the role's policies, as a source of keys; not read if one of them was not
 */
public record KeySurvey(
        Observed<List<ClusterUse>> clusters,
        Observed<List<KeyBackup>> backups,
        OtherNeeds others,
        List<UsedKey> keys,
        Observed<List<Elsewhere>> elsewhere,
        Optional<AccessKeyFacts> accessKey,
        KeyRecords records,
        Observed<List<String>> policies) {

    /** A survey for which nobody asked for the role's policies. */
    public KeySurvey(
            Observed<List<ClusterUse>> clusters,
            Observed<List<KeyBackup>> backups,
            OtherNeeds others,
            List<UsedKey> keys,
            Observed<List<Elsewhere>> elsewhere,
            Optional<AccessKeyFacts> accessKey,
            KeyRecords records) {
        this(clusters, backups, others, keys, elsewhere, accessKey, records, Observed.notRead());
    }

    /** A survey for which nobody asked what was tried before. */
    public KeySurvey(
            Observed<List<ClusterUse>> clusters,
            Observed<List<KeyBackup>> backups,
            OtherNeeds others,
            List<UsedKey> keys,
            Observed<List<Elsewhere>> elsewhere,
            Optional<AccessKeyFacts> accessKey) {
        this(clusters, backups, others, keys, elsewhere, accessKey, KeyRecords.NOT_READ);
    }

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
