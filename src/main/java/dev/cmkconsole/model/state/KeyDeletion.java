package dev.cmkconsole.model.state;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The deletion of the key that a project uses. Nothing else about a project is as urgent: after it, no data under the
 * key can be read again.
 *
 * @param date empty where KMS gives none, as for a key that waits for its replicas to be deleted
 */
public record KeyDeletion(KeyArn key, Optional<Instant> date) {

    /** Empty where KMS does not show that this project's key is to be deleted. */
    static Optional<KeyDeletion> of(AwsKms kms, Observed<CustomerKey> key) {
        return key.value()
                .filter(k -> kms.usesKey(k.arn()) && k.state().awaitsDeletion())
                .map(k -> new KeyDeletion(k.arn(), k.deletionDate()));
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

    private Text in(String words, Instant now) {
        if (date.isEmpty()) {
            return Text.of(words + ".undated", key.toString());
        }
        return date.get().isAfter(now)
                ? Text.of(words, key.toString(), date.get(), left(now, date.get()))
                : Text.of(words + ".due", key.toString(), date.get());
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
