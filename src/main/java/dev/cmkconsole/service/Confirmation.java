package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Text;
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

    /**
     * Whether the user typed every name that the plan asks for. A plan with a blocked step loses nobody any data, so
     * only its irreversible steps ask for a name.
     */
    public boolean covers(Plan plan) {
        boolean asked = !plan.irreversible().isEmpty() || plan.firstBlocked().isEmpty();
        return !asked
                || plan.nameToType()
                        .filter(name -> typedProjectName
                                .filter(t -> t.strip().equals(name))
                                .isEmpty())
                        .isEmpty();
    }

    /** What to type to confirm the plan. */
    static Text missing(Plan plan) {
        return Text.of(question(plan), plan.nameToType().orElse(plan.project().name()));
    }

    private static String question(Plan plan) {
        if (!plan.irreversible().isEmpty()) {
            return "effect.confirm.irreversible";
        }
        if (plan.asksForName()) {
            return "effect.confirm.procedure";
        }
        return plan.judged().filter(j -> j.effect().onlyMayLose()).isPresent()
                ? "effect.confirm.may"
                : "effect.confirm";
    }

    /** Whether the user typed the project's name, which confirms every step of a plan for it. */
    public boolean names(Project project) {
        return typedProjectName
                .filter(t -> t.strip().equals(project.name().strip()))
                .isPresent();
    }
}
