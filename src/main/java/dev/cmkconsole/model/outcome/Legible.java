package dev.cmkconsole.model.outcome;

/**
 * Makes text from outside legible wherever a person reads it: on terminals, in reports, tables and pages. Control
 * characters, escape sequences, line breaks and bidirectional overrides are shown as in a JSON or HCL string, and not
 * obeyed. A name could otherwise repaint the line that judges it.
 */
public final class Legible {
    private Legible() {}

    /** A value within a line: it contains no line break afterwards. */
    public static String line(String text) {
        return shown(text, false);
    }

    /** A text of several lines, such as a document: line feeds and tabs stay. */
    public static String lines(String text) {
        return shown(text.replace("\r\n", "\n"), true);
    }

    private static String shown(String text, boolean breaks) {
        int first = 0;
        while (first < text.length() && legible(text, first, breaks)) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        var shown = new StringBuilder(text.substring(0, first));
        for (int at = first; at < text.length(); at++) {
            char c = text.charAt(at);
            if (legible(text, at, breaks)) {
                shown.append(c);
            } else {
                shown.append(
                        switch (c) {
                            case '\n' -> "\\n";
                            case '\r' -> "\\r";
                            case '\t' -> "\\t";
                            default -> String.format(java.util.Locale.ROOT, "\\u%04x", (int) c);
                        });
            }
        }
        return shown.toString();
    }

    private static boolean legible(String text, int at, boolean breaks) {
        char c = text.charAt(at);
        if (c == '\n' || c == '\t') {
            return breaks;
        }
        if (Character.isSurrogate(c)) {
            return paired(text, at);
        }
        return !Character.isISOControl(c) && !turnsOrHides(c);
    }

    /** Tag characters and further invisible ones beyond the basic plane are not legible. */
    private static boolean paired(String text, int at) {
        int begin = Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
        if (begin < 0 || begin + 1 >= text.length()) {
            return false;
        }
        int whole = text.codePointAt(begin);
        return Character.isSurrogatePair(text.charAt(begin), text.charAt(begin + 1))
                && Character.getType(whole) != Character.FORMAT
                && (whole & ~0xfff) != 0xe0000;
    }

    /**
     * Bidirectional controls (Unicode Standard Annex 9), line and paragraph separators, characters without width, and
     * letters that are blank (U+115F, U+1160, U+3164, U+FFA0, U+2800). The joiners U+200C and U+200D stay: some
     * languages cannot be written without them. So do the visible signs U+0600 to U+0605, U+06DD, U+070F and U+08E2.
     */
    private static boolean turnsOrHides(char c) {
        return c == '\u00ad'
                || c == '\u034f'
                || c == '\u061c'
                || c == '\u115f'
                || c == '\u1160'
                || c == '\u17b4'
                || c == '\u17b5'
                || c >= '\u180b' && c <= '\u180f'
                || c == '\u200b'
                || c == '\u200e'
                || c == '\u200f'
                || c >= '\u2028' && c <= '\u202e'
                || c >= '\u2060' && c <= '\u206f'
                || c == '\u2800'
                || c == '\u3164'
                || c == '\ufeff'
                || c == '\uffa0'
                || c >= '\ufff9' && c <= '\ufffb'
                || c >= '\ufffe';
    }
}
