package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.ui.view.Badge;
import java.util.List;

/** The detail of the selected line, shown beside the list. */
public sealed interface CheckDetail {

    /**
     * One check in full.
     *
     * @param reasoning the evidence, line by line; may be empty
     * @param means why it matters
     * @param offers the remedies, the best first; empty for a pass
     * @param calls the operations that the answer is based on; may be empty
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

    /** A group: its subject, and one line for each of its answers. */
    record OfGroup(String title, String about, List<CheckLine.Answer> answers) implements CheckDetail {
        public OfGroup {
            answers = List.copyOf(answers);
        }
    }
}
