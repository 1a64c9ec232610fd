package dev.cmkconsole.procedure.run;

import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.HashMap;
import java.util.Map;

/**
 * The runs under way in this process. A project has one at a time, because two would each plan on what the other is
 * about to change. Runs of a procedure that allows it stand beside each other.
 */
final class ActiveRuns {
    private record Active(String projectId, ProcedureType<?> procedure) {}

    private final Map<String, Active> runs = new HashMap<>();

    synchronized boolean begin(String runId, String projectId, ProcedureType<?> procedure) {
        boolean free = runs.values().stream()
                .filter(r -> r.projectId().equals(projectId))
                .allMatch(r -> r.procedure() == procedure && procedure.runsSideBySide());
        if (free) {
            runs.put(runId, new Active(projectId, procedure));
        }
        return free;
    }

    synchronized void end(String runId) {
        runs.remove(runId);
    }

    synchronized boolean contains(String runId) {
        return runs.containsKey(runId);
    }
}
