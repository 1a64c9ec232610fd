package dev.cmkconsole.connection;

import dev.cmkconsole.secret.OneTimeCode;
import dev.cmkconsole.secret.Secret;
import java.net.URI;
import java.util.Optional;

/** What the user wants to be connected to. Secrets in it live as long as the connection and are stored nowhere. */
public sealed interface ConnectionRequest {

    /** The sandbox inside this program. */
    record Practice() implements ConnectionRequest {}

    /** A real organisation; what is not typed comes from the environment. */
    record Real(URI baseUrl, Atlas atlas, Aws aws) implements ConnectionRequest {}

    /**
     * Everything from the variables that the Atlas CLI, the Terraform provider and the AWS SDK read, addresses
     * included.
     */
    record FromEnvironment(Optional<OneTimeCode> mfaCode) implements ConnectionRequest {
        public FromEnvironment() {
            this(Optional.empty());
        }
    }

    /** Who acts in Atlas. */
    sealed interface Atlas {
        record ApiKey(String publicKey, Secret privateKey) implements Atlas {}

        record ServiceAccount(String clientId, Secret clientSecret) implements Atlas {}

        record FromEnvironment() implements Atlas {}
    }

    /** Who acts in AWS. */
    sealed interface Aws {
        /** The AWS SDK's own order: variables, shared files, the machine's role. */
        record DefaultChain() implements Aws {}

        /** @param mfaCode for a role that asks for a second factor */
        record Profile(String name, Optional<OneTimeCode> mfaCode) implements Aws {
            public Profile(String name) {
                this(name, Optional.empty());
            }
        }

        /** No AWS: everything that AWS must do is done by hand. */
        record None() implements Aws {}
    }
}
