package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.Text;

/** How a step stands on the snapshot that its plan was made from. */
public sealed interface Status {

    Status DONE = new Done();
    Status TO_DO = new ToDo();

    /** The snapshot already satisfies the step. */
    record Done() implements Status {}

    record ToDo() implements Status {}

    /** It cannot be done as things are; the reason says what would have to change. */
    record Blocked(Text reason) implements Status {}

    /** It cannot be known from here. Never a pass: the user decides, and the decision is recorded. */
    record CannotTell(Text reason) implements Status {}

    default boolean done() {
        return this instanceof Done;
    }

    static Status when(boolean satisfied) {
        return satisfied ? DONE : TO_DO;
    }
}
