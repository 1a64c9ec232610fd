package dev.cmkconsole.aws;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.secret.OneTimeCode;
import dev.cmkconsole.secret.Secret;
import java.net.URI;
import java.util.Optional;

/** The credentials and endpoints with which the program calls AWS. */
public sealed interface AwsConnection {

    /** Endpoints other than AWS' own. */
    AwsEndpoints endpoints();

    /** The chosen region; a profile may have one of its own. */
    Optional<AwsRegion> region();

    /** A simulated AWS. This computer's configuration files and proxies have no effect. */
    record Sandbox(URI endpoint, String accessKeyId, Secret secretAccessKey, AwsRegion sandboxRegion)
            implements AwsConnection {
        @Override
        public AwsEndpoints endpoints() {
            return AwsEndpoints.at(endpoint);
        }

        @Override
        public Optional<AwsRegion> region() {
            return Optional.of(sandboxRegion);
        }
    }

    /** Explicitly given access keys. */
    public record AccessKey(
            String accessKeyId,
            Secret secretAccessKey,
            Optional<Secret> sessionToken,
            Optional<AwsRegion> region,
            AwsEndpoints endpoints)
            implements AwsConnection {}

    /**
     * A profile of the AWS configuration files.
     *
     * @param mfaCode for a role that requires a second factor
     */
    record Profile(String name, Optional<AwsRegion> region, AwsEndpoints endpoints, Optional<OneTimeCode> mfaCode)
            implements AwsConnection {
        public Profile(String name, Optional<AwsRegion> region, AwsEndpoints endpoints) {
            this(name, region, endpoints, Optional.empty());
        }
    }

    /**
     * The SDK's own search: system properties, environment, web identity, the default profile, the container. Instance
     * metadata is left out, because on a desktop it only costs seconds.
     */
    record DefaultChain(Optional<AwsRegion> region, AwsEndpoints endpoints) implements AwsConnection {}

    /** No access to AWS. Its objects are shown as unreadable, and the user makes changes there by hand. */
    record None() implements AwsConnection {
        @Override
        public AwsEndpoints endpoints() {
            return AwsEndpoints.NONE;
        }

        @Override
        public Optional<AwsRegion> region() {
            return Optional.empty();
        }
    }
}
