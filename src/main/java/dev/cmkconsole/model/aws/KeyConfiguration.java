package dev.cmkconsole.model.aws;

/**
 * The properties of a KMS key that never change. The values are AWS' own, so that a newer value is kept.
 * A value that AWS' answer lacks is empty.
 *
 * @param manager CUSTOMER or AWS
 * @param spec such as SYMMETRIC_DEFAULT
 * @param usage such as ENCRYPT_DECRYPT
 * @param origin of the key material, such as AWS_KMS or EXTERNAL
 */
public record KeyConfiguration(String manager, String spec, String usage, String origin, boolean multiRegion) {
    /** Whether AWS named everything on which it depends whether Atlas can use the key. */
    public boolean complete() {
        return !manager.isEmpty() && !spec.isEmpty() && !usage.isEmpty();
    }

    public boolean customerManaged() {
        return manager.equals("CUSTOMER");
    }

    public boolean symmetric() {
        return spec.equals("SYMMETRIC_DEFAULT");
    }

    public boolean forEncryption() {
        return usage.equals("ENCRYPT_DECRYPT");
    }
}
