package dev.cmkconsole.connection;

import dev.cmkconsole.secret.OneTimeCode;
import dev.cmkconsole.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The connection that the user asks for. Its secrets live as long as the connection and are never stored. */
public sealed interface ConnectionRequest {

    /** The sandbox inside this program. */
    record Practice() implements ConnectionRequest {}

    /**
     * A real organization. The environment supplies the values that the user does not type.
     *
     * @param caBundle a PEM file with certificate authorities to trust beside those of the system
     */
    record Real(URI baseUrl, Atlas atlas, Aws aws, Optional<Path> caBundle) implements ConnectionRequest {
        public Real(URI baseUrl, Atlas atlas, Aws aws) {
            this(baseUrl, atlas, aws, Optional.empty());
        }
    }

    /**
     * A connection configured by the variables that the Atlas CLI, the Terraform provider and the AWS SDK read. They
     * also give the addresses.
     */
    record FromEnvironment(Optional<OneTimeCode> mfaCode) implements ConnectionRequest {
        public FromEnvironment() {
            this(Optional.empty());
        }
    }

    /** The credentials for Atlas. */
    sealed interface Atlas {
        record ApiKey(String publicKey, Secret privateKey) implements Atlas {}

        record ServiceAccount(String clientId, Secret clientSecret) implements Atlas {}

        record FromEnvironment() implements Atlas {}
    }

    /** The credentials for AWS. */
    sealed interface Aws {
        /** The AWS SDK's default order: variables, shared files, the machine's role. */
        record DefaultChain() implements Aws {}

        /** @param mfaCode for a role that requires MFA */
        record Profile(String name, Optional<OneTimeCode> mfaCode) implements Aws {
            public Profile(String name) {
                this(name, Optional.empty());
            }
        }

        /** No AWS credentials: a person carries out every AWS step by hand. */
        record None() implements Aws {}
    }
}
