package dev.cmkconsole.atlas;

import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.secret.Secret;

/** A credential for the Atlas Admin API. */
public sealed interface AtlasCredential {

    /** Its name on the screen; not a secret. */
    String name();

    SignIn signIn();

    /** HTTP Digest: public key as user, private key as password. */
    record ApiKey(String publicKey, Secret privateKey) implements AtlasCredential {
        @Override
        public String name() {
            return publicKey;
        }

        @Override
        public SignIn signIn() {
            return SignIn.API_KEY;
        }
    }

    /** OAuth 2.0 client credentials. Atlas returns a token that is valid for an hour. */
    record ServiceAccount(String clientId, Secret clientSecret) implements AtlasCredential {
        @Override
        public String name() {
            return clientId;
        }

        @Override
        public SignIn signIn() {
            return SignIn.SERVICE_ACCOUNT;
        }
    }

    /** A token that somebody else fetched, for example automation. The program can neither renew nor revoke it. */
    record AccessToken(Secret token) implements AtlasCredential {
        @Override
        public String name() {
            return "access token";
        }

        @Override
        public SignIn signIn() {
            return SignIn.ACCESS_TOKEN;
        }
    }
}
