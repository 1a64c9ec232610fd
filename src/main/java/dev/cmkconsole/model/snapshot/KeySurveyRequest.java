package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.KeyArn;
import java.time.Instant;
import java.util.Optional;

/**
 * What to find out about a project's keys.
 *
 * @param accessKeyId the access key used before the role; empty for the one that history names, if it names one
 * @param userName whose access key it is, where the user says so
 * @param switched when the project went over to its role, where the user says so
 * @param key a key to be looked at even where nobody else names it
 * @param fresh whether other projects are to be read now, or what was once read of them will do
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
