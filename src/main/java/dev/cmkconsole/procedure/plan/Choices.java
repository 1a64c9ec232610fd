package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.Text;
import java.util.HashSet;
import java.util.Set;

/**
 * What the user chose for one procedure, and what the user said about single steps of its plan.
 *
 * @param <C> the procedure's own choices
 */
public interface Choices<C extends Choices<C>> {

    /** Steps that cannot be told from here and that the user decided to go past. */
    default Set<StepId> accepted() {
        return Set.of();
    }

    /** Manual steps that the user says are done. */
    default Set<StepId> doneByHand() {
        return Set.of();
    }

    /** The same choices with these steps accepted and no others; unchanged where the procedure asks nobody to decide. */
    C withAccepted(Set<StepId> steps);

    /** The same choices with these steps done by hand and no others; unchanged where the procedure has no manual steps. */
    C withDoneByHand(Set<StepId> steps);

    /** Done where the user accepted this step, otherwise the doubt. */
    default Status unlessAccepted(StepId step, Text doubt) {
        return accepted().contains(step) ? Status.accepted(doubt) : new Status.CannotTell(doubt);
    }

    /** Accepts these steps as well as those accepted before. */
    default C alsoAccepting(Set<StepId> steps) {
        return withAccepted(union(accepted(), steps));
    }

    /** Takes these steps as done by hand as well as those done before. */
    default C alsoDoneByHand(Set<StepId> steps) {
        return withDoneByHand(union(doneByHand(), steps));
    }

    private static Set<StepId> union(Set<StepId> some, Set<StepId> more) {
        var all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
