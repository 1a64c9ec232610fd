package dev.cmkconsole.model.port;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.outcome.UserMessage;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import java.util.Optional;

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

    /**
     * The words for a problem of a request of which reading again has shown by now what came of it, or has not.
     *
     * @param outcome of the request; empty where none was sent
     */
    default UserMessage tell(Problem problem, Optional<Outcome> outcome) {
        return tell(problem);
    }
}
