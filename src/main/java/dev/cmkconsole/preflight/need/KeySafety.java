package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedEvidence;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a listed key may be called safe: what needs it, and what KMS leaves open about it.
 *
 * @param doubts empty for a key that KMS no longer finds
 */
public record KeySafety(UsedKey key, KeyNeedVerdict need, List<KeyDoubt> doubts) {

    public KeySafety {
        doubts = List.copyOf(doubts);
    }

    public static KeySafety of(UsedKey key, KeyNeedEvidence evidence) {
        return new KeySafety(
                key,
                OldKeys.judge(key, evidence),
                KeyVerdictWord.deleted(key) ? List.of() : KeyDoubt.of(key, evidence.at()));
    }

    public KeyVerdictWord word() {
        return KeyVerdictWord.of(this);
    }

    /** Whether nothing needs the key in the project, and only KMS leaves something open. */
    public boolean onlyDoubted() {
        return need instanceof KeyNeedVerdict.Safe && !doubts.isEmpty();
    }

    public boolean undecided() {
        return need instanceof KeyNeedVerdict.CannotTell || onlyDoubted();
    }

    /** Why the key is not safe; empty where it is. */
    public List<Text> reasons() {
        return switch (need) {
            case KeyNeedVerdict.Needed(var needs, var _) ->
                needs.stream().map(KeyVerdictText::need).toList();
            case KeyNeedVerdict.CannotTell(var unread) ->
                Stream.concat(unread.stream().map(KeyVerdictText::unread), doubted())
                        .toList();
            case KeyNeedVerdict.Safe _ -> doubted().toList();
        };
    }

    private Stream<Text> doubted() {
        return doubts.stream().map(KeyVerdictText::doubt);
    }

    /** The day from which the key is no longer needed; empty where that is not known, or already so. */
    public Optional<Instant> safeFrom() {
        return need instanceof KeyNeedVerdict.Needed(var _, var day) ? day : Optional.empty();
    }
}
