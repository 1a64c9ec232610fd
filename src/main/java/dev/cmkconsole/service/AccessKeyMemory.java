package dev.cmkconsole.service;

import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the id of the access key that a project was last seen to use, from one reading to the next: once the project
 * is on a role, Atlas no longer names it. It lives in the cache, so losing it means to enter it.
 */
final class AccessKeyMemory {
    private AccessKeyMemory() {}

    static Optional<String> of(ProjectSnapshot cached) {
        return cached.encryption()
                .value()
                .flatMap(e -> e.awsKms().accessKeyId())
                .or(() -> cached.survey().value().flatMap(KeySurvey::accessKey).map(AccessKeyFacts::id));
    }

    /** What is to be cached: the new reading, with the id where it does not have it itself. */
    static ProjectSnapshot carried(Optional<ProjectSnapshot> before, ProjectSnapshot now) {
        return before.flatMap(AccessKeyMemory::of)
                .filter(_ -> now.encryption()
                        .value()
                        .flatMap(e -> e.awsKms().accessKeyId())
                        .isEmpty())
                .map(id -> now.withSurvey(new Observed.Known<>(
                        new KeySurvey(
                                Observed.notRead(),
                                Observed.notRead(),
                                List.of(),
                                Observed.notRead(),
                                Optional.of(new AccessKeyFacts(
                                        id,
                                        Optional.empty(),
                                        Observed.notRead(),
                                        Observed.notRead(),
                                        Optional.empty(),
                                        Optional.empty()))),
                        now.at())))
                .orElse(now);
    }
}
