package dev.cmkconsole.preflight.roles;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AccessRole.FeatureUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A project's role record, what uses it, and the IAM role behind it.
 *
 * @param configured whether the project's encryption uses it
 * @param sharedWith names of the other projects whose records name the same IAM role
 * @param siblings ids of the project's other records that name the same IAM role
 */
public record RecordStanding(
        AccessRole record, boolean configured, RoleSide iam, List<String> sharedWith, List<String> siblings) {
    /** A younger record may be in use by another console that is about to authorize it or to save it. */
    public static final Duration YOUNG = Duration.ofMinutes(15);

    public RecordStanding {
        sharedWith = List.copyOf(sharedWith);
        siblings = List.copyOf(siblings);
    }

    /** What can be done about a record. */
    public enum Offer {
        /** Atlas refuses to delete it. */
        IN_USE,
        /** Another console may be about to use it. */
        WAIT,
        DEAUTHORIZE
    }

    /** Everything that uses the record. */
    public List<FeatureUsage> uses() {
        var uses = new ArrayList<>(record.featureUsages());
        if (configured && uses.stream().noneMatch(FeatureUsage::encrypts)) {
            uses.add(FeatureUsage.ENCRYPTION);
        }
        return uses;
    }

    /** Until when another console may be about to use it; empty once that is unlikely. */
    public Optional<Instant> youngUntil(Instant now) {
        return youngUntil(record, now);
    }

    public static Optional<Instant> youngUntil(AccessRole record, Instant now) {
        return Optional.of(record.authorized().orElse(record.created()).plus(YOUNG))
                .filter(until -> until.isAfter(now));
    }

    public Offer offer(Instant now) {
        if (!uses().isEmpty()) {
            return Offer.IN_USE;
        }
        return youngUntil(now).isPresent() ? Offer.WAIT : Offer.DEAUTHORIZE;
    }

    /** What can be taken back in AWS. */
    public enum Way {
        NOTHING,
        REMOVE_TRUST,
        DELETE_ROLE,
        /** It is the role's only trust, and this program did not create the role: its owner decides. */
        OWNER,
        /** Nothing is known of the role. */
        NOT_KNOWN
    }

    public Way way() {
        return switch (iam.existence()) {
            case NONE_NAMED, MISSING -> Way.NOTHING;
            case OTHER_ACCOUNT, NOT_READ -> Way.NOT_KNOWN;
            case EXISTS -> way(iam.trustsOthers(), iam.madeHere());
        };
    }

    static Way way(boolean trustsOthers, boolean madeHere) {
        if (trustsOthers) {
            return Way.REMOVE_TRUST;
        }
        return madeHere ? Way.DELETE_ROLE : Way.OWNER;
    }
}
