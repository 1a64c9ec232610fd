package dev.cmkconsole.preflight.need;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.procedure.Situation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key that KMS has deleted is never called safe to disable. */
class KeyVerdictWordTest {
    private static final String ARN = "arn:aws:kms:us-east-1:111122223333:key/11111111-12ab-34cd-56ef-1234567890ab";
    private static final KeyNeedVerdict SAFE = new KeyNeedVerdict.Safe();
    private static final KeyNeedVerdict NEEDED = new KeyNeedVerdict.Needed(List.of(), Optional.empty());
    private static final KeyNeedVerdict UNREAD = new KeyNeedVerdict.CannotTell(List.of());

    @ParameterizedTest
    @CsvSource({
        "NotFoundException, true, deleted, lost, lost",
        // Without an ARN the key was looked for in one region only.
        "NotFoundException, false, safe, needed, cannotTell",
        "AccessDeniedException, true, safe, needed, cannotTell",
        "TIMEOUT, true, safe, needed, cannotTell"
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

    private static String word(UsedKey key, KeyNeedVerdict verdict) {
        return KeyVerdictWord.of(key, verdict).word();
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
