package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.preflight.need.OldKeys.Named;
import dev.cmkconsole.preflight.need.OldKeys.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key other than the examined one, with whether the project needs it.
 *
 * @param needed true only where a need is shown to be of this key; a cluster that has not taken a change of key does not
 *     say which key it uses
 * @param why what needs it or may need it, or what could not be read
 */
public record NeededKey(OldKey key, Truth needed, List<Text> why) {
    /** A key that was used this shortly before is the one that the last change of key replaced. */
    private static final Duration LATELY = Duration.ofDays(2);

    public NeededKey {
        why = List.copyOf(why);
    }

    /** Every key that the project needs or may need, by the evaluation of the list of keys. */
    public static List<NeededKey> of(AccessFacts facts) {
        var evidence = OldKeys.evidence(facts.at(), facts.get(Evidence.ENCRYPTION), facts.get(Evidence.SURVEY))
                .inThisProject();
        return facts.known(Evidence.OLD_KEYS).orElse(List.of()).stream()
                .flatMap(old -> of(old, OldKeys.judge(old.asUsed(), evidence), facts.at()))
                .toList();
    }

    private static Stream<NeededKey> of(OldKey old, KeyNeedVerdict verdict, Instant now) {
        return switch (verdict) {
            case KeyNeedVerdict.Safe _ -> Stream.empty();
            case KeyNeedVerdict.CannotTell(var unread) ->
                Stream.of(new NeededKey(
                        old,
                        Truth.UNKNOWN,
                        unread.stream().map(KeyVerdictText::unread).toList()));
            case KeyNeedVerdict.Needed(var needs, var _) -> {
                // The project's settings are the subject of other checks.
                var others =
                        needs.stream().filter(n -> !(n instanceof Need.Present)).toList();
                yield others.isEmpty()
                        ? Stream.empty()
                        : Stream.of(new NeededKey(
                                old,
                                others.stream().anyMatch(n -> shown(n, old, now)) ? Truth.TRUE : Truth.UNKNOWN,
                                others.stream().map(KeyVerdictText::need).toList()));
            }
        };
    }

    private static boolean shown(Need need, OldKey old, Instant now) {
        return switch (need) {
            case Need.Snapshot(var _, var _, var named, var _) -> named == Named.THIS_KEY;
            case Need.Deploying _, Need.SearchNodes _, Need.Restoring _, Need.PointInTime _ -> usedLately(old, now);
            case Need.Present _, Need.OtherProject _, Need.Copies _ -> false;
        };
    }

    private static boolean usedLately(OldKey old, Instant now) {
        return old.seen().contains(Seen.ONCE_READ)
                || old.kms()
                        .lastUse()
                        .value()
                        .flatMap(u -> u)
                        .map(KeyUse::at)
                        .filter(now.minus(LATELY)::isBefore)
                        .isPresent();
    }
}
