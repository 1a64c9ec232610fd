package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.ui.view.Badge;
import java.util.List;

/** The detail of the selected line, shown beside the list. */
public sealed interface CheckDetail {

    /**
     * One check in full.
     *
     * @param means why it matters
     * @param offers the remedies, the best first; empty for a pass
     */
    record OfCheck(
            CheckId id,
            Badge badge,
            String question,
            String reason,
            String means,
            List<CheckOffer> offers,
            Grounds grounds)
            implements CheckDetail {
        public OfCheck {
            offers = List.copyOf(offers);
        }
    }

    /**
     * What the answer is based on.
     *
     * @param reasoning the evidence, line by line; may be empty
     * @param calls the operations that the answer is based on; may be empty
     */
    record Grounds(List<String> reasoning, List<String> calls) {
        public Grounds {
            reasoning = List.copyOf(reasoning);
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
