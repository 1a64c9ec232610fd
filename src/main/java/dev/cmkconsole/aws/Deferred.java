package dev.cmkconsole.aws;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Credentials whose source is made when they are first used. A failure is not kept: the next use tries again. */
final class Deferred implements AwsCredentialsProvider, SdkAutoCloseable {
    private final Supplier<AwsCredentialsProvider> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable AwsCredentialsProvider made;

    Deferred(Supplier<AwsCredentialsProvider> maker) {
        this.maker = maker;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return source().resolveCredentials();
    }

    private AwsCredentialsProvider source() {
        lock.lock();
        try {
            var source = made == null ? maker.get() : made;
            made = source;
            return source;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (made instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
