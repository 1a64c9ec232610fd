package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.ui.view.Badge;
import java.util.List;

/** What is shown beside the list about its chosen line. */
public sealed interface CheckDetail {

    /**
     * One check, whole.
     *
     * @param reasoning how we know, line by line; may be empty
     * @param means why it matters
     * @param offers what to do now, the best first; empty for a pass
     * @param calls the operations whose answers it rests on; may be empty
     */
    record OfCheck(
            CheckId id,
            Badge badge,
            String question,
            String reason,
            List<String> reasoning,
            String means,
            List<CheckOffer> offers,
            List<String> calls)
            implements CheckDetail {
        public OfCheck {
            reasoning = List.copyOf(reasoning);
            offers = List.copyOf(offers);
            calls = List.copyOf(calls);
        }
    }

    /** A group: what it asks about, and all its answers in a line each. */
    record OfGroup(String title, String about, List<CheckLine.Answer> answers) implements CheckDetail {
        public OfGroup {
            answers = List.copyOf(answers);
        }
    }
}
