package dev.cmkconsole.procedure.run;

import dev.cmkconsole.procedure.plan.Procedure;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs under way in this process. Two that change one project's configuration would each plan on what the other is
 * about to change, so a project has one at a time; runs over clusters stand beside each other, because every cluster
 * is a matter of its own.
 */
final class ActiveRuns {
    private record Active(String projectId, Procedure procedure) {}

    private final Map<String, Active> runs = new HashMap<>();

    synchronized boolean begin(String runId, String projectId, Procedure procedure) {
        boolean free = runs.values().stream()
                .filter(r -> r.projectId().equals(projectId))
                .allMatch(r -> r.procedure() == Procedure.CLUSTERS && procedure == Procedure.CLUSTERS);
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
