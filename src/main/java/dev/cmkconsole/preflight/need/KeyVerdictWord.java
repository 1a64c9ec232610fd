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

    public static KeyVerdictWord of(UsedKey key, KeyNeedVerdict verdict) {
        if (deleted(key)) {
            return verdict instanceof KeyNeedVerdict.Safe ? DELETED : LOST;
        }
        if (key.configured()) {
            return PRESENT;
        }
        return switch (verdict) {
            case KeyNeedVerdict.Needed _ -> NEEDED;
            case KeyNeedVerdict.Safe _ -> SAFE;
            case KeyNeedVerdict.CannotTell _ -> CANNOT_TELL;
        };
    }

    /** An ARN names region and account, so that KMS was asked where the key would be. */
    private static boolean deleted(UsedKey key) {
        return key.arn().isPresent()
                && key.kms()
                        .problem()
                        .filter(problem -> problem.code().equals(AwsErrorCode.NOT_FOUND))
                        .isPresent();
    }
}
