package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.procedure.plan.Plan;
import java.util.Optional;

/**
 * The user's word for one plan: the only way to start a run.
 *
 * @param typedProjectName what was typed to confirm irreversible steps; compared without surrounding blanks,
 *     upper and lower case kept apart
 */
public record Confirmation(Optional<String> typedProjectName) {
    public static final Confirmation PLAIN = new Confirmation(Optional.empty());

    public static Confirmation typed(String projectName) {
        return new Confirmation(Optional.of(projectName));
    }

    public boolean covers(Plan plan) {
        return plan.irreversible().isEmpty() || names(plan.project());
    }

    /** Whether the project was named, which covers whatever a plan for it may hold. */
    public boolean names(Project project) {
        return typedProjectName
                .filter(t -> t.strip().equals(project.name().strip()))
                .isPresent();
    }
}
