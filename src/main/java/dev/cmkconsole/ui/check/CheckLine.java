package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.verdict.Group;
import dev.cmkconsole.ui.view.Badge;
import java.util.List;
import java.util.stream.Collectors;

/** One line of the list of answers. */
public sealed interface CheckLine {

    /** Stays the same while the line says something newer. */
    String key();

    /** Whether it is left from an earlier look and the new answer has not come yet. */
    boolean stale();

    /** For Ctrl/Cmd+C and for those who listen. */
    String asText();

    /**
     * What a group of checks comes to. Its passes are folded away until it is opened.
     *
     * @param counts how many fail, cannot be told and pass; none of them is zero
     * @param passes how many lines are folded away, or shown because the group is open
     * @param hint how to fold, for those who listen; empty where nothing is folded
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

    /** One check: the verdict, the question and the answer in one sentence. */
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
