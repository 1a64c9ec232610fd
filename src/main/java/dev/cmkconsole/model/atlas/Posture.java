package dev.cmkconsole.model.atlas;
/**
 * Whether and how a project uses a key of its own. KEY_IN_DOUBT: Atlas reports the key as valid, and other evidence says
 * otherwise.
 */
public enum Posture {
    NOT_SET_UP,
    ON_CREDENTIALS,
    ROLE_BASED,
    KEY_IN_DOUBT,
    KEY_INVALID,
    OTHER_PROVIDER;

    /** Returns whether the project has a key of its own in AWS KMS, usable or not. */
    public boolean hasAwsKey() {
        return this != NOT_SET_UP && this != OTHER_PROVIDER;
    }
}
