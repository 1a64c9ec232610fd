package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.secret.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Prepares every text of a draft for the journal: redacted once more, valid Unicode, and of limited length. */
record DraftWords(UnaryOperator<String> redaction) {
    private static final Redaction BY_LOOK = Redaction.byPattern();

    /** Longest single text, in UTF-16 units. The largest document that is sent, a key policy, has 32 768 bytes. */
    static final int LONGEST_TEXT = 1 << 18;

    JournalDraft clean(JournalDraft draft) {
        return draft.mapTexts(this::clean);
    }

    private String clean(String text) {
        var redacted = BY_LOOK.clean(redaction.apply(text));
        if (redacted.length() > LONGEST_TEXT) {
            redacted = redacted.substring(0, LONGEST_TEXT) + "… (" + (redacted.length() - LONGEST_TEXT)
                    + " more characters were not recorded)";
        }
        // Half a surrogate pair has no UTF-8 form; the encoder replaces it with a question mark.
        return new String(redacted.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
