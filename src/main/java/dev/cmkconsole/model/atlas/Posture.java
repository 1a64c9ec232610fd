package dev.cmkconsole.model.atlas;
/** Whether and how a project uses a key of its own. */
public enum Posture {
    NOT_SET_UP,
    ON_CREDENTIALS,
    ROLE_BASED,
    KEY_INVALID,
    OTHER_PROVIDER
}
