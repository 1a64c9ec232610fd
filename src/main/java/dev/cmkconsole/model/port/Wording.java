package dev.cmkconsole.model.port;

import dev.cmkconsole.model.Problem;
import dev.cmkconsole.model.Text;
import dev.cmkconsole.model.Told;

/** Turns a text into words, for what is written down rather than shown. */
@FunctionalInterface
public interface Wording {
    String say(Text text);

    /** Whether there are words for a key. */
    default boolean has(String key) {
        return true;
    }

    /** What a person is told of a problem. */
    default Told tell(Problem problem) {
        return new Told(problem.code(), problem.detail(), "", "");
    }
}
