package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.UsedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What KMS leaves open about a key that nothing is known to need. While there is a doubt, the key is not called safe. */
public sealed interface KeyDoubt {
    /** A key that was used within this time counts as in use. */
    Duration QUIET = Duration.ofHours(24);

    record UsedLately(KeyUse use) implements KeyDoubt {}

    record UseUnread(String code) implements KeyDoubt {}

    record StateUnread(String code) implements KeyDoubt {}

    static List<KeyDoubt> of(UsedKey key, Instant now) {
        Optional<KeyDoubt> state = key.kms().fold(_ -> Optional.empty(), code -> Optional.of(new StateUnread(code)));
        return Stream.of(state, ofUse(key.lastUse(), now))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The doubt that the last use by anybody leaves. */
    static Optional<KeyDoubt> ofUse(Observed<Optional<KeyUse>> lastUse, Instant now) {
        return lastUse.fold(
                last -> last.filter(use -> use.at().isAfter(now.minus(QUIET))).map(UsedLately::new),
                code -> Optional.of(new UseUnread(code)));
    }
}
