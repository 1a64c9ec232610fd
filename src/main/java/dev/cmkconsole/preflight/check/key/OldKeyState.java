package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.facts.OldKey;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether an old key can decrypt at all. GONE: KMS no longer has the key that a policy or a backup names by its ARN.
 * NOT_FOUND: the key's account and Region are only presumed.
 */
enum OldKeyState {
    USABLE(Truth.TRUE),
    DISABLED(Truth.FALSE),
    PENDING_DELETION(Truth.FALSE),
    PENDING_IMPORT(Truth.FALSE),
    EXPIRED(Truth.FALSE),
    UNAVAILABLE(Truth.FALSE),
    GONE(Truth.FALSE),
    CHANGING(Truth.UNKNOWN),
    NOT_FOUND(Truth.UNKNOWN),
    UNREAD(Truth.UNKNOWN);

    private static final String IMPORTED = "EXTERNAL";

    private final Truth usable;

    OldKeyState(Truth usable) {
        this.usable = usable;
    }

    Truth usable() {
        return usable;
    }

    static OldKeyState of(OldKey old, Instant now) {
        return old.key()
                .value()
                .map(key -> of(key, old, now))
                .orElseGet(() -> old.key()
                        .problem()
                        .filter(p -> p.code().equals(AwsErrorCode.NOT_FOUND))
                        .map(_ -> old.presumed() ? NOT_FOUND : GONE)
                        .orElse(UNREAD));
    }

    private static OldKeyState of(CustomerKey key, OldKey old, Instant now) {
        return switch (key.state().known()) {
            case ENABLED -> key.origin().equals(IMPORTED) ? imported(key, old, now) : USABLE;
            case DISABLED -> DISABLED;
            case PENDING_DELETION, PENDING_REPLICA_DELETION -> PENDING_DELETION;
            case PENDING_IMPORT -> PENDING_IMPORT;
            case UNAVAILABLE -> UNAVAILABLE;
            case CREATING, UPDATING, OTHER -> CHANGING;
        };
    }

    /** Every material that ever was current must stay imported. */
    private static OldKeyState imported(CustomerKey key, OldKey old, Instant now) {
        boolean over = Stream.of(key.validTo(), old.material().value().flatMap(m -> m))
                .flatMap(Optional::stream)
                .anyMatch(end -> !end.isAfter(now));
        if (over) {
            return EXPIRED;
        }
        return old.material().value().isPresent() ? USABLE : UNREAD;
    }
}
