package dev.cmkconsole.model.port;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.outcome.UserMessage;

/** Turns a text into words, for what is written down rather than shown. */
@FunctionalInterface
public interface Phrasebook {
    String say(Text text);

    /** Whether there are words for a key. */
    default boolean has(String key) {
        return true;
    }

    /** What a person is told of a problem. */
    default UserMessage tell(Problem problem) {
        return new UserMessage(problem.code(), problem.detail(), "", "");
    }
}
