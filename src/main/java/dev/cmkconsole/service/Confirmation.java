package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.plan.Plan;
import java.util.Optional;

/**
 * The user's confirmation of one plan. A run cannot start without it.
 *
 * @param typedProjectName the name typed to confirm irreversible steps; the comparison ignores surrounding blanks and
 *     respects case
 */
public record Confirmation(Optional<String> typedProjectName) {
    public static final Confirmation PLAIN = new Confirmation(Optional.empty());

    public static Confirmation typed(String projectName) {
        return new Confirmation(Optional.of(projectName));
    }

    public boolean covers(Plan plan) {
        return plan.irreversible().isEmpty() || names(plan.project());
    }

    /** Whether the user typed the project's name, which confirms every step of a plan for it. */
    public boolean names(Project project) {
        return typedProjectName
                .filter(t -> t.strip().equals(project.name().strip()))
                .isPresent();
    }
}
