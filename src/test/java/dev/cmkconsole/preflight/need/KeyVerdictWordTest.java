package dev.cmkconsole.preflight.need;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.procedure.Situation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key that KMS has deleted, or does not show, or saw in use, is never called safe to disable. */
class KeyVerdictWordTest {
    private static final String ARN = "arn:aws:kms:us-east-1:111122223333:key/11111111-12ab-34cd-56ef-1234567890ab";
    private static final KeyNeedVerdict SAFE = new KeyNeedVerdict.Safe();
    private static final KeyNeedVerdict NEEDED = new KeyNeedVerdict.Needed(List.of(), Optional.empty());
    private static final KeyNeedVerdict UNREAD = new KeyNeedVerdict.CannotTell(List.of());

    @ParameterizedTest
    @CsvSource({
        "NotFoundException, true, deleted, lost, lost",
        // Without an ARN the key was looked for in one region only.
        "NotFoundException, false, cannotTell, needed, cannotTell",
        "AccessDeniedException, true, cannotTell, needed, cannotTell",
        "TIMEOUT, true, cannotTell, needed, cannotTell"
    })
    void whatKmsDoesNotFindIsDeleted(String code, boolean arn, String safe, String needed, String unread) {
        var key = key(code, arn, Set.of(UsedKey.Seen.BACKUP));
        assertThat(List.of(word(key, SAFE), word(key, NEEDED), word(key, UNREAD)))
                .containsExactly(safe, needed, unread);
    }

    @Test
    void theConfiguredKeyIsInUseWhileKmsFindsIt() {
        assertThat(word(key("TIMEOUT", true, Set.of(UsedKey.Seen.CONFIGURED)), NEEDED))
                .isEqualTo("present");
        assertThat(word(key("NotFoundException", true, Set.of(UsedKey.Seen.CONFIGURED)), NEEDED))
                .isEqualTo("lost");
    }

    @Test
    void aKeyIsSafeOnlyWhereKmsShowsItUnusedForADay() {
        assertThat(doubts(Situation.known(Optional.empty()))).isEmpty();
        assertThat(doubts(used(Duration.ofHours(24)))).isEmpty();
        assertThat(doubts(used(Duration.ofHours(23)))).hasOnlyElementsOfType(KeyDoubt.UsedLately.class);
        assertThat(doubts(Situation.failed("AccessDeniedException")))
                .containsExactly(new KeyDoubt.UseUnread("AccessDeniedException"));
        assertThat(doubts(Observed.notRead())).containsExactly(new KeyDoubt.UseUnread("-"));
    }

    private static Observed<Optional<KeyUse>> used(Duration before) {
        return Situation.known(Optional.of(new KeyUse("Encrypt", Situation.NOW.minus(before))));
    }

    /** The doubts about a key that KMS shows, and that the word follows. */
    private static List<KeyDoubt> doubts(Observed<Optional<KeyUse>> lastUse) {
        var key = new UsedKey(
                ARN,
                KeyArn.parse(ARN),
                Set.of(UsedKey.Seen.BACKUP),
                Situation.known(Situation.customerKey(KeyArn.of(ARN))),
                lastUse);
        var doubts = KeyDoubt.of(key, Situation.NOW);
        var safety = new KeySafety(key, SAFE, doubts);
        assertThat(safety.word()).isEqualTo(doubts.isEmpty() ? KeyVerdictWord.SAFE : KeyVerdictWord.CANNOT_TELL);
        assertThat(safety.undecided()).isEqualTo(!doubts.isEmpty());
        assertThat(safety.reasons()).hasSameSizeAs(doubts);
        return doubts;
    }

    private static String word(UsedKey key, KeyNeedVerdict verdict) {
        return new KeySafety(key, verdict, KeyDoubt.of(key, Situation.NOW))
                .word()
                .word();
    }

    private static UsedKey key(String code, boolean arn, Set<UsedKey.Seen> seen) {
        var problem = new Problem.Local("kms:DescribeKey", code, "", Situation.NOW);
        return new UsedKey(
                ARN,
                arn ? KeyArn.parse(ARN) : Optional.empty(),
                seen,
                new Observed.Failed<>(problem, Situation.NOW),
                Observed.notRead());
    }
}
