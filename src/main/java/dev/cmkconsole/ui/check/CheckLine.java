package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.verdict.Group;
import dev.cmkconsole.ui.view.Badge;
import java.util.List;
import java.util.stream.Collectors;

/** One line of the list of answers. */
public sealed interface CheckLine {

    /** A key that stays the same when a newer answer replaces the line. */
    String key();

    /** Whether the line comes from an earlier check and has no new answer yet. */
    boolean stale();

    /** The line's text for Ctrl/Cmd+C and for screen readers. */
    String asText();

    /**
     * The summary of a group of checks. Its passes are folded away until the user opens it.
     *
     * @param counts the number of failures, of checks without a result, and of passes; zero counts are omitted
     * @param passes the number of lines that are folded away, or shown because the group is open
     * @param hint how to fold, for screen readers; empty if there is nothing to fold
     */
    record Heading(Group group, String title, List<Badge> counts, int passes, boolean open, boolean stale, String hint)
            implements CheckLine {
        public Heading {
            counts = List.copyOf(counts);
        }

        @Override
        public String key() {
            return "group:" + group;
        }

        @Override
        public String asText() {
            return title + ": " + counts.stream().map(Badge::word).collect(Collectors.joining(", "));
        }
    }

    /** One check: the outcome, the question, and the answer in one sentence. */
    public record Answer(CheckId id, Badge badge, String question, String reason, boolean stale) implements CheckLine {

        @Override
        public String key() {
            return "check:" + id;
        }

        @Override
        public String asText() {
            return badge.word() + "\t" + question + "\t" + reason;
        }
    }
}
