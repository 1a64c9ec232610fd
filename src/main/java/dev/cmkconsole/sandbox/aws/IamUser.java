package dev.cmkconsole.sandbox.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An IAM user with its access keys. */
final class IamUser extends Principal {

    /** Serial number (ARN) of the user's MFA device and the base32 seed its codes are made from. */
    record MfaDevice(String serial, String seed) {}

    final Map<String, AccessKey> accessKeys = new LinkedHashMap<>();
    Optional<MfaDevice> mfa = Optional.empty();

    IamUser(Account account, String name, String path, String id, Instant created, Facts facts) {
        super(account, name, path, id, created, facts);
    }

    @Override
    String arn() {
        return account.iamArn("user" + path + name);
    }
}
