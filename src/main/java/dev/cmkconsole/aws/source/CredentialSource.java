package dev.cmkconsole.aws.source;

import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Asks a source once and holds what it gave until shortly before its end. A failure is not held. */
abstract class CredentialSource implements AwsCredentialsProvider {
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable GivenCredentials held;

    CredentialSource(Clock clock) {
        this.clock = clock;
    }

    /** @throws SdkClientException when the source gives none */
    abstract GivenCredentials ask();

    @Override
    public final AwsCredentials resolveCredentials() {
        lock.lock();
        try {
            var given = held == null || !held.usableAt(clock.instant()) ? ask() : held;
            held = given;
            return given.credentials();
        } finally {
            lock.unlock();
        }
    }
}
