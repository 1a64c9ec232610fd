package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.ProcedureFollowUps;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The description of one procedure, kept as a constant in the procedure's own package.
 *
 * @param <C> the user's choices
 */
public final class ProcedureType<C extends Choices<C>> {
    private final String id;
    private final Function<WaitSettings, Planner<C>> planner;
    private final Set<RecordedOperation> requests;
    private final ProcedureFollowUps followUps;
    private final Set<Trait> traits;
    private final Says says;
    private final Optional<Function<WaitSettings, Planner<C>>> preparing;

    /** What the procedure has to say of a project: that it is needed, and what comes before everything else. */
    private record Says(
            Function<ProjectSnapshot, Optional<NextStep>> next, Function<ProjectSnapshot, Optional<Text>> first) {}

    private enum Trait {
        SIDE_BY_SIDE,
        CONFIRMED_BY_NAME
    }

    private ProcedureType(
            String id,
            Function<WaitSettings, Planner<C>> planner,
            Set<RecordedOperation> requests,
            ProcedureFollowUps followUps,
            Set<Trait> traits,
            Says says,
            Optional<Function<WaitSettings, Planner<C>>> preparing) {
        this.id = id;
        this.planner = planner;
        this.requests = requests;
        this.followUps = followUps;
        this.traits = traits;
        this.says = says;
        this.preparing = preparing;
    }

    /**
     * @param id the name that the command line and the journal use; it never changes once a journal has it
     * @param requests everything the procedure may send. The effect of each must be observable, so that a later run can
     *     find out what became of a request whose answer was lost
     * @param followUps what to do after it
     */
    public static <C extends Choices<C>> ProcedureType<C> of(
            String id,
            Function<WaitSettings, Planner<C>> planner,
            Set<RecordedOperation> requests,
            List<FollowUp> followUps) {
        return new ProcedureType<>(
                id,
                planner,
                Set.copyOf(requests),
                new ProcedureFollowUps(id, Set.of(), followUps),
                Set.of(),
                new Says(_ -> Optional.empty(), _ -> Optional.empty()),
                Optional.empty());
    }

    /** Two runs of this procedure may be under way in one project at the same time. */
    public ProcedureType<C> sideBySide() {
        return with(Trait.SIDE_BY_SIDE);
    }

    /** A run of this procedure is confirmed with the project's name, although everything in it can be made good. */
    public ProcedureType<C> confirmedByName() {
        return with(Trait.CONFIRMED_BY_NAME);
    }

    private ProcedureType<C> with(Trait trait) {
        var more = EnumSet.of(trait);
        more.addAll(traits);
        return new ProcedureType<>(id, planner, requests, followUps, Set.copyOf(more), says, preparing);
    }

    /** The procedure moves a project out of this posture. */
    public ProcedureType<C> ending(Posture posture) {
        var ending = new ProcedureFollowUps(id, Set.of(posture), followUps.followUps());
        return new ProcedureType<>(id, planner, requests, ending, traits, says, preparing);
    }

    /** The procedure is what a project needs next whenever this function gives a step. */
    public ProcedureType<C> next(Function<ProjectSnapshot, Optional<NextStep>> needed) {
        return new ProcedureType<>(id, planner, requests, followUps, traits, new Says(needed, says.first()), preparing);
    }

    /** Where this function gives a text, a plan, a run and its end begin with it. */
    public ProcedureType<C> saysFirst(Function<ProjectSnapshot, Optional<Text>> first) {
        return new ProcedureType<>(id, planner, requests, followUps, traits, new Says(says.next(), first), preparing);
    }

    /** What is left of an earlier run that must be said before anything else. */
    public Optional<Text> first(ProjectSnapshot now) {
        return says.first().apply(now);
    }

    /** The procedure has an irreversible step, and this planner makes everything before it. */
    public ProcedureType<C> preparedBy(Function<WaitSettings, Planner<C>> planner) {
        return new ProcedureType<>(id, this.planner, requests, followUps, traits, says, Optional.of(planner));
    }

    /** Whether there is an irreversible step before which everything can be prepared. */
    public boolean canBePrepared() {
        return preparing.isPresent();
    }

    /** The planner of everything before the irreversible step, for a procedure that has one. */
    public Optional<Planner<C>> preparing(WaitSettings waits) {
        return preparing.map(make -> make.apply(waits));
    }

    public String id() {
        return id;
    }

    public Planner<C> planner(WaitSettings waits) {
        return planner.apply(waits);
    }

    /** Everything the procedure may send. */
    public Set<RecordedOperation> requests() {
        return requests;
    }

    public ProcedureFollowUps followUps() {
        return followUps;
    }

    Optional<NextStep> nextStep(ProjectSnapshot now) {
        return says.next().apply(now);
    }

    public boolean runsSideBySide() {
        return traits.contains(Trait.SIDE_BY_SIDE);
    }

    boolean isConfirmedByName() {
        return traits.contains(Trait.CONFIRMED_BY_NAME);
    }

    /** The message key of the procedure's name. */
    public String nameKey() {
        return "procedure." + id;
    }

    /** The message key of one sentence that says what the procedure does. */
    public String summaryKey() {
        return nameKey() + ".summary";
    }

    /** The message key of the sentence that tells a colleague what the requested changes are for. */
    public String colleagueKey() {
        return "colleague.ask." + id;
    }

    @Override
    public String toString() {
        return id;
    }
}
