package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An IAM user with its access keys. */
public final class IamUser extends Principal {

    /** The serial number (ARN) of the user's MFA device, and the base32 seed of its codes. */
    public record MfaDevice(String serial, String seed) {}

    public final Map<String, AccessKey> accessKeys = new LinkedHashMap<>();
    public Optional<MfaDevice> mfa = Optional.empty();

    IamUser(Account account, String name, String path, String id, Instant created, Facts facts) {
        super(account, name, path, id, created, facts);
    }

    @Override
    public String arn() {
        return account.iamArn("user" + path + name);
    }
}
