package dev.cmkconsole.model.atlas;
/** Who holds a cluster's key, in Atlas' words; {@code UNKNOWN} stands for a value this program does not know yet. */
public enum EncryptionProvider {
    NONE,
    AWS,
    AZURE,
    GCP,
    UNKNOWN;

    public static EncryptionProvider of(String text) {
        for (var p : values()) {
            if (p.name().equals(text)) {
                return p;
            }
        }
        return UNKNOWN;
    }
}
