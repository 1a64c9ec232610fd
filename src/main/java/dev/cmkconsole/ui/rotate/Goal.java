package dev.cmkconsole.ui.rotate;
/** What should happen with the key. */
public enum Goal {
    /** KMS renews the material, the key stays the key. */
    MATERIAL,
    NEW_KEY,
    OTHER_KEY,
    /** The same multi-Region key where its region is in an outage. */
    REGION
}
