package dev.cmkconsole.ui.plan;

import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;

/**
 * One step as text, as the plan, the review and the run show it. Equal lines look the same.
 *
 * @param whereWord the actor or the kind of the step: a service, the user, a wait, or a check
 * @param undo whether the step is reversible
 */
public record StepLine(
        StepId id, String title, String reason, String whereWord, String undo, Standing standing, Detail detail) {

    /**
     * The state of the step.
     *
     * @param state the mark as a word, so that icon and color are not its only sign
     * @param note the current progress; empty if there is none
     */
    public record Standing(Mark mark, String state, String note) {}

    /** The kinds of state. The first six values come from a plan, the others from a run. LEFT_OVER is no step. */
    public enum Mark {
        DONE,
        NOT_NEEDED,
        TO_DO,
        BLOCKED,
        CANNOT_TELL,
        LEFT_OVER,
        RUNNING,
        RETRYING,
        WAITING,
        HANDS,
        FAILED;

        /** Whether nothing of the step is left. */
        boolean settled() {
            return this == DONE || this == NOT_NEEDED;
        }
    }

    /** The same step as a person would carry it out manually. */
    public record Detail(
            String explanation,
            Optional<String> api,
            Optional<String> cli,
            List<DiffLine> diff,
            List<Copyable> copyables) {
        public Detail {
            diff = List.copyOf(diff);
            copyables = List.copyOf(copyables);
        }
    }

    /** A labeled text to paste elsewhere. */
    public record Copyable(String label, String content) {}

    StepLine with(Mark mark, String state, String note) {
        return new StepLine(id, title, reason, whereWord, undo, new Standing(mark, state, note), detail);
    }

    public Mark mark() {
        return standing.mark();
    }

    public String state() {
        return standing.state();
    }

    public String note() {
        return standing.note();
    }

    /** Returns the line as text for Ctrl/Cmd+C and for reports. */
    public String asText() {
        return state() + "\t" + title + "\t" + whereWord + "\t" + undo + (note().isEmpty() ? "" : "\t" + note());
    }
}
