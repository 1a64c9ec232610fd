package dev.cmkconsole.model.atlas;
/** Where a project stands with its own keys, at a glance. */
public enum Posture {
    NOT_SET_UP,
    ON_CREDENTIALS,
    ROLE_BASED,
    KEY_INVALID,
    OTHER_PROVIDER
}
