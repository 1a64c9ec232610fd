package dev.cmkconsole.model.state;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The deletion of the key that a project uses. Nothing else about a project is as urgent: after it, no data under the
 * key can be read again.
 *
 * @param date empty where KMS gives none, as for a key that waits for its replicas to be deleted
 */
public record KeyDeletion(KeyArn key, Optional<Instant> date, Copy copy) {

    /** What cannot be created again comes first, then what goes first. No deletion comes last. */
    public static final Comparator<Optional<KeyDeletion>> MOST_URGENT_FIRST = Comparator.comparing(
                    (Optional<KeyDeletion> deletion) -> deletion.isEmpty())
            .thenComparing(deletion -> deletion.map(KeyDeletion::copy).orElse(Copy.REPLICA))
            .thenComparing(deletion -> deletion.flatMap(KeyDeletion::date).orElse(Instant.MIN));

    /** Which copy of the key it is. A replica can be created again from the primary key. */
    public enum Copy {
        CONFIGURED,
        REPLICA
    }

    /**
     * Empty where KMS does not show that this project's key, or a replica that its nodes need, is to be deleted. The
     * configured key comes first, and then the replica that goes first.
     */
    static Optional<KeyDeletion> of(AwsKms kms, Observed<CustomerKey> key, List<ReplicaStanding> needed) {
        return key.value()
                .filter(k -> kms.usesKey(k.arn()))
                .flatMap(k -> of(k, Copy.CONFIGURED))
                .or(() -> first(needed));
    }

    /** The replica that goes first. */
    public static Optional<KeyDeletion> first(List<ReplicaStanding> replicas) {
        return replicas.stream()
                .flatMap(r -> r.key().key().value().flatMap(k -> of(k, Copy.REPLICA)).stream())
                .min(Comparator.comparing(d -> d.date().orElse(Instant.MAX)));
    }

    private static Optional<KeyDeletion> of(CustomerKey key, Copy copy) {
        return Optional.of(key)
                .filter(k -> k.state().awaitsDeletion())
                .map(k -> new KeyDeletion(k.arn(), k.deletionDate(), copy));
    }

    /** That the key will be deleted, with the date and the time left. */
    public Text said(Instant now) {
        return in("keyDeletion", now);
    }

    /** The same in a few words, for a list. */
    public Text brief(Instant now) {
        return in("keyDeletion.brief", now);
    }

    /** What the deletion means for the data. */
    public Text consequence(Instant now) {
        return in("keyDeletion.consequence", now);
    }

    private Text in(String whole, Instant now) {
        var words = copy == Copy.REPLICA ? whole + ".replica" : whole;
        if (date.isEmpty()) {
            return Text.of(words + ".undated", key.toString(), key.region().id());
        }
        return date.get().isAfter(now)
                ? Text.of(
                        words,
                        key.toString(),
                        date.get(),
                        left(now, date.get()),
                        key.region().id())
                : Text.of(
                        words + ".due", key.toString(), date.get(), key.region().id());
    }

    /** The time left: whole days from two days on, whole hours from two hours on, and minutes below. */
    public static Text left(Instant now, Instant date) {
        var left = Duration.between(now, date);
        if (left.toHours() >= 48) {
            return Text.of("keyDeletion.left.days", left.toDays());
        }
        return left.toMinutes() >= 120
                ? Text.of("keyDeletion.left.hours", left.toHours())
                : Text.of("keyDeletion.left.minutes", Math.max(1, left.toMinutes()));
    }
}
