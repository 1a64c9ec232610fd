package dev.cmkconsole.model.port;

import dev.cmkconsole.model.Text;

/** Turns a text into words, for what is written down rather than shown. */
@FunctionalInterface
public interface Wording {
    String say(Text text);
}
