package dev.cmkconsole.ui.rotate;
/** What should happen to the key. */
public enum Goal {
    /** KMS rotates the key material; the key stays the same. */
    MATERIAL,
    NEW_KEY,
    OTHER_KEY,
    /** A replica of the same multi-Region key takes over while the key's region has an outage. */
    REGION
}
