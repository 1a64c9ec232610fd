package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;

/** The one word for a key in every list of keys. */
public enum KeyVerdictWord {
    PRESENT("present"),
    NEEDED("needed"),
    SAFE("safe"),
    CANNOT_TELL("cannotTell"),
    /** KMS no longer finds the key, and nothing needs it. */
    DELETED("deleted"),
    /** KMS no longer finds the key, and something needs it or may need it. */
    LOST("lost");

    private final String word;

    KeyVerdictWord(String word) {
        this.word = word;
    }

    /** The word in JSON, and the last part of its text's key. */
    public String word() {
        return word;
    }

    static KeyVerdictWord of(KeySafety safety) {
        if (deleted(safety.key())) {
            return safety.need() instanceof KeyNeedVerdict.Safe ? DELETED : LOST;
        }
        if (safety.key().configured()) {
            return PRESENT;
        }
        return switch (safety.need()) {
            case KeyNeedVerdict.Needed _ -> NEEDED;
            case KeyNeedVerdict.Safe _ -> safety.onlyDoubted() ? CANNOT_TELL : SAFE;
            case KeyNeedVerdict.CannotTell _ -> CANNOT_TELL;
        };
    }

    /** An ARN names region and account, so that KMS was asked where the key would be. */
    static boolean deleted(UsedKey key) {
        return key.arn().isPresent()
                && key.kms()
                        .problem()
                        .filter(problem -> problem.code().equals(AwsErrorCode.NOT_FOUND))
                        .isPresent();
    }
}
