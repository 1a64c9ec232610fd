package dev.cmkconsole.service;

import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * Carries the id of a project's last known access key from one reading to the next. Atlas no longer returns the id once
 * the project uses a role. The id lives in the cache. Without it the history has it, unless an earlier version of this
 * program, or somebody else, made the switch.
 */
final class AccessKeyMemory {
    private AccessKeyMemory() {}

    static Optional<String> of(ProjectSnapshot cached) {
        return cached.encryption()
                .value()
                .flatMap(e -> e.awsKms().accessKeyId())
                .or(() -> cached.survey().value().flatMap(KeySurvey::accessKey).map(AccessKeyFacts::id));
    }

    /** The snapshot to cache: the new reading, with the earlier id where the reading has none. */
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
                                OtherNeeds.NOT_READ,
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
