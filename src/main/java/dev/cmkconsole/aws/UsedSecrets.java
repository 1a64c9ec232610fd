package dev.cmkconsole.aws;

import dev.cmkconsole.secret.Secret;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The secrets that a connection has signed with so far. Secrets of files, roles and single sign-on are not known
 * before their use.
 */
final class UsedSecrets {
    private final List<Secret> used = new CopyOnWriteArrayList<>();

    List<Secret> list() {
        return used;
    }

    void add(String text) {
        if (text != null && !text.isBlank()) {
            var secret = Secret.of(text);
            if (!used.contains(secret)) {
                used.add(secret);
            }
        }
    }

    /** The same credentials, recorded before the caller receives them. */
    AwsCredentialsProvider noting(AwsCredentialsProvider from) {
        return new Noting(from);
    }

    private final class Noting implements AwsCredentialsProvider, SdkAutoCloseable {
        private final AwsCredentialsProvider from;

        private Noting(AwsCredentialsProvider from) {
            this.from = from;
        }

        @Override
        public AwsCredentials resolveCredentials() {
            var credentials = from.resolveCredentials();
            add(credentials.secretAccessKey());
            if (credentials instanceof AwsSessionCredentials session) {
                add(session.sessionToken());
            }
            return credentials;
        }

        @Override
        public void close() {
            if (from instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        }
    }
}
