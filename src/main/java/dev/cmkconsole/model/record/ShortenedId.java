package dev.cmkconsole.model.record;

/**
 * The id of an access key as a journal has it. Journals of earlier versions have it with its middle left out.
 *
 * @param written as it is recorded
 */
public record ShortenedId(String written) {
    static final String GAP = "\u2026";

    public boolean whole() {
        return !written.contains(GAP);
    }

    /** Whether this can be the record of that id. */
    public boolean standsFor(String id) {
        int gap = written.indexOf(GAP);
        return gap < 0
                ? written.equals(id)
                : id.startsWith(written.substring(0, gap)) && id.endsWith(written.substring(gap + GAP.length()));
    }
}
