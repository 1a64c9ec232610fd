package dev.cmkconsole.atlas;

import dev.cmkconsole.secret.Secret;

/** The two kinds of programmatic access that the Atlas Admin API knows. */
public sealed interface AtlasCredential {

    /** What to call it on the screen; not a secret. */
    String name();

    /** HTTP Digest: public key as user, private key as password. */
    record ApiKey(String publicKey, Secret privateKey) implements AtlasCredential {
        @Override
        public String name() {
            return publicKey;
        }
    }

    /** OAuth 2.0 client credentials; Atlas gives a token for an hour. */
    record ServiceAccount(String clientId, Secret clientSecret) implements AtlasCredential {
        @Override
        public String name() {
            return clientId;
        }
    }

    /** A token somebody else fetched, as automation hands it on; it can be neither renewed nor revoked here. */
    record AccessToken(Secret token) implements AtlasCredential {
        @Override
        public String name() {
            return "access token";
        }
    }
}
