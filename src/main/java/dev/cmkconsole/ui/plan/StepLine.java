package dev.cmkconsole.ui.plan;

import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;

/**
 * One step as text, as the plan, the review and the run show it. Equal lines look the same.
 *
 * @param undo whether the step is reversible
 * @param state the mark as a word, so that icon and color are not its only sign
 * @param note the current progress; empty if there is none
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

    /** The actor or the kind of the step: a service, the user, a wait, or a check. */
    public enum Where {
        ATLAS,
        AWS,
        YOU,
        WAIT,
        CHECK
    }

    /** The state of the step. The first four values come from a plan, the others from a run. */
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

    /** The same step as a person would carry it out manually. */
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

    /** A labeled text to paste elsewhere. */
    public record Copyable(String label, String content) {}

    StepLine with(Mark mark, String state, String note) {
        return new StepLine(id, title, reason, where, whereWord, undo, mark, state, note, detail);
    }

    /** Returns the line as text for Ctrl/Cmd+C and for reports. */
    public String asText() {
        return state + "\t" + title + "\t" + whereWord + "\t" + undo + (note.isEmpty() ? "" : "\t" + note);
    }
}
