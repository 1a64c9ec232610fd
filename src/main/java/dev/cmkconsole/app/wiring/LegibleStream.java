package dev.cmkconsole.app.wiring;

import dev.cmkconsole.model.outcome.Legible;
import java.io.PrintStream;
import java.nio.charset.CharsetEncoder;
import java.util.Locale;

/**
 * A terminal's stream on which no text moves the cursor, changes a color or turns the reading direction. A letter that
 * the terminal's encoding lacks is shown by its number, because a question mark would hide it: two names could look
 * alike. Bytes pass as they are: an exported journal must keep every one.
 */
public final class LegibleStream extends PrintStream {
    public LegibleStream(PrintStream terminal) {
        super(terminal, true, terminal.charset());
    }

    @Override
    public void print(String text) {
        super.print(shown(text));
    }

    @Override
    public void print(Object thing) {
        print(String.valueOf(thing));
    }

    @Override
    public void println(String line) {
        super.println(shown(line));
    }

    @Override
    public void println(Object thing) {
        println(String.valueOf(thing));
    }

    private String shown(String text) {
        var legible = Legible.lines(String.valueOf(text));
        var encoder = charset().newEncoder();
        if (encoder.canEncode(legible)) {
            return legible;
        }
        var shown = new StringBuilder();
        legible.codePoints().forEach(c -> shown.append(encodable(Character.toString(c), encoder)));
        return shown.toString();
    }

    private static String encodable(String letter, CharsetEncoder encoder) {
        if (encoder.canEncode(letter)) {
            return letter;
        }
        return switch (letter) {
            // Times contain the narrow space.
            case "\u00a0", "\u202f" -> " ";
            case "\u2026" -> "...";
            case "\u2018", "\u2019" -> "'";
            default ->
                letter.chars()
                        .mapToObj(c -> String.format(Locale.ROOT, "\\u%04x", c))
                        .reduce("", String::concat);
        };
    }
}
