package dev.cmkconsole.procedure.searchnodes;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.Set;

/** Turns encryption of search nodes with the project's key on or off. */
public final class SearchNodeProcedure {
    public static final ProcedureType<SearchNodeChoices> TYPE = ProcedureType.of(
            "search-nodes", SearchNodePlanner::new, Set.of(RecordedOperation.UPDATE_ENCRYPTION), FollowUp.NOTHING);

    private SearchNodeProcedure() {}
}
