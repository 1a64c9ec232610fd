package dev.cmkconsole.aws;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.secret.OneTimeCode;
import dev.cmkconsole.secret.Secret;
import java.net.URI;
import java.util.Optional;

/** As whom, and where, the program talks to AWS. */
public sealed interface AwsConnection {

    /** Addresses other than AWS' own. */
    AwsEndpoints endpoints();

    /** The region that was asked for; a profile may add its own. */
    Optional<AwsRegion> region();

    /** A simulated AWS. Files and proxies of this computer have no say. */
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

    /** Keys that were given, not found. */
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
     * @param mfaCode for a role that asks for a second factor
     */
    record Profile(String name, Optional<AwsRegion> region, AwsEndpoints endpoints, Optional<OneTimeCode> mfaCode)
            implements AwsConnection {
        public Profile(String name, Optional<AwsRegion> region, AwsEndpoints endpoints) {
            this(name, region, endpoints, Optional.empty());
        }
    }

    /**
     * The SDK's own search: system properties, environment, web identity, the default profile, the container. Not the
     * instance's metadata, which on a desktop only costs seconds.
     */
    record DefaultChain(Optional<AwsRegion> region, AwsEndpoints endpoints) implements AwsConnection {}

    /** No AWS: what it holds is shown as not readable, and changes are made by hand. */
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
