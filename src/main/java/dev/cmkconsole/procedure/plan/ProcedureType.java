package dev.cmkconsole.procedure.plan;

import java.util.function.Function;

/**
 * The description of one procedure, kept as a constant in the procedure's own package.
 *
 * @param <C> the user's choices
 */
public final class ProcedureType<C extends Choices<C>> {
    private final String id;
    private final Function<WaitSettings, Planner<C>> planner;
    private final boolean sideBySide;

    private ProcedureType(String id, Function<WaitSettings, Planner<C>> planner, boolean sideBySide) {
        this.id = id;
        this.planner = planner;
        this.sideBySide = sideBySide;
    }

    /** @param id the name that the command line and the journal use; it never changes once a journal has it */
    public static <C extends Choices<C>> ProcedureType<C> of(String id, Function<WaitSettings, Planner<C>> planner) {
        return new ProcedureType<>(id, planner, false);
    }

    /** Two runs of this procedure may be under way in one project at the same time. */
    public ProcedureType<C> sideBySide() {
        return new ProcedureType<>(id, planner, true);
    }

    public String id() {
        return id;
    }

    public Planner<C> planner(WaitSettings pace) {
        return planner.apply(pace);
    }

    public boolean runsSideBySide() {
        return sideBySide;
    }

    /** The message key of the procedure's name. */
    public String nameKey() {
        return "procedure." + id;
    }

    /** The message key of one sentence that says what the procedure does. */
    public String summaryKey() {
        return nameKey() + ".summary";
    }

    @Override
    public String toString() {
        return id;
    }
}
