package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.Text;

/** The status of a step in the snapshot that its plan was made from. */
public sealed interface Status {

    Status DONE = new Done();
    Status TO_DO = new ToDo();

    /** The snapshot already satisfies the step. */
    record Done() implements Status {}

    record ToDo() implements Status {}

    /** The step cannot be done; the reason says what has to change first. */
    record Blocked(Text reason) implements Status {}

    /** The program cannot know the answer. This never counts as done: the user decides, and the journal records it. */
    record CannotTell(Text reason) implements Status {}

    default boolean done() {
        return this instanceof Done;
    }

    static Status when(boolean satisfied) {
        return satisfied ? DONE : TO_DO;
    }
}
