package dev.cmkconsole.model.record;

/**
 * The id of an access key with its middle left out. The id is not secret, but it is half of a credential.
 *
 * @param written as it is recorded; whole in journals that recorded it whole
 */
public record ShortenedId(String written) {
    static final String GAP = "\u2026";
    private static final int EACH_END = 4;

    static ShortenedId of(String id) {
        return new ShortenedId(
                id.length() > 2 * EACH_END
                        ? id.substring(0, EACH_END) + GAP + id.substring(id.length() - EACH_END)
                        : id);
    }

    /** Whether this can be the record of that id. */
    public boolean standsFor(String id) {
        int gap = written.indexOf(GAP);
        return gap < 0
                ? written.equals(id)
                : id.startsWith(written.substring(0, gap)) && id.endsWith(written.substring(gap + GAP.length()));
    }
}
