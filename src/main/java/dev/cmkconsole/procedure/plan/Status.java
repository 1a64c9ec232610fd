package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.Text;
import java.util.Optional;

/** The status of a step in the snapshot that its plan was made from. */
public sealed interface Status {

    Status DONE = new Done(Optional.empty());
    Status TO_DO = new ToDo();
    Status NOT_NEEDED = new NotNeeded();

    /**
     * The snapshot already satisfies the step, or the user accepted that it cannot be told.
     *
     * @param accepted the doubt that the user accepted
     */
    record Done(Optional<Text> accepted) implements Status {}

    record ToDo() implements Status {}

    /** A check before requests of which none is left to send. Nothing was looked at, so it never counts as passed. */
    record NotNeeded() implements Status {}

    /** The step cannot be done; the reason says what has to change first. */
    record Blocked(Text reason) implements Status {}

    /** The program cannot know the answer. This never counts as done: the user decides, and the journal records it. */
    record CannotTell(Text reason) implements Status {}

    /** Done because the user accepted this doubt. */
    static Status accepted(Text doubt) {
        return new Done(Optional.of(doubt));
    }

    /** The doubt that the user accepted, if that is why the step is done. */
    default Optional<Text> acceptedDoubt() {
        return this instanceof Done(var accepted) ? accepted : Optional.empty();
    }

    /** Whether the step is behind a run: satisfied, or not needed. */
    default boolean done() {
        return this instanceof Done || this instanceof NotNeeded;
    }

    static Status when(boolean satisfied) {
        return satisfied ? DONE : TO_DO;
    }
}
