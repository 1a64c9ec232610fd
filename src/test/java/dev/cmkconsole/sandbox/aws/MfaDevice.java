package dev.cmkconsole.sandbox.aws;

import dev.cmkconsole.sandbox.aws.sts.Totp;
import java.time.Instant;

/** A virtual MFA device. */
public final class MfaDevice {
    private final String seed;

    /** @param seed in base 32 */
    public MfaDevice(String seed) {
        this.seed = seed;
    }

    public String code(Instant now) {
        return Totp.code(seed, now.getEpochSecond() / 30);
    }
}
