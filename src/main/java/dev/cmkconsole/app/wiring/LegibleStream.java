package dev.cmkconsole.app.wiring;

import dev.cmkconsole.model.outcome.Legible;
import java.io.PrintStream;

/**
 * A terminal's stream on which no text moves the cursor, changes a color or turns the reading direction. Bytes pass as
 * they are: an exported journal must keep every one.
 */
final class LegibleStream extends PrintStream {
    LegibleStream(PrintStream terminal) {
        super(terminal, true, terminal.charset());
    }

    @Override
    public void print(String text) {
        super.print(Legible.lines(String.valueOf(text)));
    }

    @Override
    public void print(Object thing) {
        print(String.valueOf(thing));
    }

    @Override
    public void println(String line) {
        super.println(Legible.lines(String.valueOf(line)));
    }

    @Override
    public void println(Object thing) {
        println(String.valueOf(thing));
    }
}
