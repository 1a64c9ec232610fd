package dev.cmkconsole.model.record;

import dev.cmkconsole.model.atlas.Posture;
import java.util.List;
import java.util.Set;

/**
 * What reports need to know of a procedure.
 *
 * @param procedure its id in the journal
 * @param ends the postures that the procedure moves a project out of; a report of its run does not ask for it again
 * @param followUps what to do after it
 */
public record ProcedureFollowUps(String procedure, Set<Posture> ends, List<FollowUp> followUps) {
    public ProcedureFollowUps {
        ends = Set.copyOf(ends);
        followUps = List.copyOf(followUps);
    }

    /** For a procedure that this version does not know. */
    public static ProcedureFollowUps none(String procedure) {
        return new ProcedureFollowUps(procedure, Set.of(), FollowUp.NOTHING);
    }
}
