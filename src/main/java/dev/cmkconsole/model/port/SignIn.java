package dev.cmkconsole.model.port;

/** The ways of signing in to the Atlas Admin API. */
public enum SignIn {
    /** HTTP Digest. */
    API_KEY,
    /** OAuth 2.0 client credentials, against a token. */
    SERVICE_ACCOUNT,
    /** A token that somebody else fetched. */
    ACCESS_TOKEN
}
