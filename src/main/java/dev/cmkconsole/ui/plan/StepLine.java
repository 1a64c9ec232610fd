package dev.cmkconsole.ui.plan;

import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;

/**
 * One step in words: what the plan, the review and the run show of it. Equal lines look the same.
 *
 * @param undo whether it can be taken back
 * @param state the mark in words; never left to the icon or its colour alone
 * @param note what is going on with it just now; empty when nothing is
 */
public record StepLine(
        StepId id,
        String title,
        String reason,
        Where where,
        String whereWord,
        String undo,
        Mark mark,
        String state,
        String note,
        Detail detail) {

    /** Who acts, and on what. */
    public enum Where {
        ATLAS,
        AWS,
        YOU,
        WAIT,
        CHECK
    }

    /** How the step stands; the first four come from a plan, the others from a run. */
    public enum Mark {
        DONE,
        TO_DO,
        BLOCKED,
        CANNOT_TELL,
        RUNNING,
        RETRYING,
        WAITING,
        HANDS,
        FAILED
    }

    /** The same step as people would do it by hand. */
    public record Detail(
            String explanation,
            Optional<String> api,
            Optional<String> cli,
            Optional<String> terraform,
            List<DiffLine> diff,
            List<Copyable> copyables) {
        public Detail {
            diff = List.copyOf(diff);
            copyables = List.copyOf(copyables);
        }
    }

    /** A labelled text to paste elsewhere. */
    public record Copyable(String label, String content) {}

    StepLine with(Mark mark, String state, String note) {
        return new StepLine(id, title, reason, where, whereWord, undo, mark, state, note, detail);
    }

    /** For Ctrl/Cmd+C on a row, and for reports. */
    public String asText() {
        return state + "\t" + title + "\t" + whereWord + "\t" + undo + (note.isEmpty() ? "" : "\t" + note);
    }
}
