package dev.cmkconsole.aws;

import dev.cmkconsole.secret.OneTimeCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * A role that requires a second factor. The SDK assumes roles of profiles without their {@code mfa_serial}, which such
 * a role refuses. One code gives one session, kept in memory until shortly before its end. Another session needs
 * another code.
 */
final class MfaRole implements AwsCredentialsProvider {
    /** Enough time for a change and for reading it back. */
    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(2);

    private static final int SHORTEST_SESSION = 900;

    /** There is no session and no unused code. */
    static final class CodeNeeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        CodeNeeded(String detail) {
            super(detail);
        }
    }

    /** A session and when it ends. It has no text form, because the SDK's shows the token. */
    private static final class Held {
        private final AwsSessionCredentials credentials;
        private final Instant ends;

        Held(AwsSessionCredentials credentials, Instant ends) {
            this.credentials = credentials;
            this.ends = ends;
        }
    }

    private final Profile profile;
    private final Optional<OneTimeCode> code;
    private final Supplier<StsClient> source;
    private final Clock clock;
    private final UsedSecrets used;

    /** @param source signs with the credentials that may assume the role */
    MfaRole(Profile profile, Optional<OneTimeCode> code, Supplier<StsClient> source, Clock clock, UsedSecrets used) {
        this.profile = profile;
        this.code = code;
        this.source = source;
        this.clock = clock;
        this.used = used;
    }

    /** The device whose code the profile's role requires. */
    static Optional<String> serial(Profile profile) {
        return profile.property("role_arn").isPresent()
                ? profile.property("mfa_serial").filter(s -> !s.isBlank())
                : Optional.empty();
    }

    /** The length of the session that the profile asks for, in seconds. */
    static Optional<Integer> duration(Profile profile) {
        return profile.property("duration_seconds")
                .filter(s -> s.matches("\\d{3,5}"))
                .map(Integer::valueOf)
                .filter(s -> s >= SHORTEST_SESSION);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        var held = code.orElseThrow(() -> new CodeNeeded("The profile " + profile.name() + " asks for a code of "
                        + serial(profile).orElse("?") + "."))
                .exchange(Held.class, this::assume);
        if (!clock.instant().isBefore(held.ends.minus(BEFORE_ITS_END))) {
            throw new CodeNeeded("The session of the profile " + profile.name() + " ended at " + held.ends + ".");
        }
        return held.credentials;
    }

    private Held assume(String digits) {
        used.add(digits);
        try (var sts = source.get()) {
            var given = sts.assumeRole(r -> {
                        r.roleArn(profile.property("role_arn").orElseThrow())
                                .roleSessionName(
                                        profile.property("role_session_name").orElse("cmk-console"))
                                .serialNumber(serial(profile).orElseThrow())
                                .tokenCode(digits);
                        profile.property("external_id").ifPresent(r::externalId);
                        duration(profile).ifPresent(r::durationSeconds);
                    })
                    .credentials();
            return new Held(
                    AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken()),
                    given.expiration());
        }
    }
}
