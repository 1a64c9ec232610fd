package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.KeyArn;
import java.time.Instant;
import java.util.Optional;

/**
 * What to read about a project's keys.
 *
 * @param accessKeyId the access key used before the role; empty for the one that the history names
 * @param userName the IAM user of the access key, if the operator names it
 * @param switched when the project switched to its role, if the operator says so
 * @param key a key to include even if nothing else names it
 * @param fresh whether to read other projects now instead of using what was read earlier
 */
public record KeySurveyRequest(
        Optional<String> accessKeyId,
        Optional<String> userName,
        Optional<Instant> switched,
        Optional<KeyArn> key,
        boolean fresh) {
    public static final KeySurveyRequest LISTING =
            new KeySurveyRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
}
