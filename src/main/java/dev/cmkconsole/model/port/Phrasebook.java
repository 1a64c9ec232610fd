package dev.cmkconsole.model.port;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.outcome.UserMessage;

/** Turns a text into words for what is written to a file. */
@FunctionalInterface
public interface Phrasebook {
    String say(Text text);

    /** Whether there are words for a key. */
    default boolean has(String key) {
        return true;
    }

    /** The words for a problem. */
    default UserMessage tell(Problem problem) {
        return new UserMessage(problem.code(), problem.detail(), "", "");
    }
}
