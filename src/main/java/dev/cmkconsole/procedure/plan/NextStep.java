package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The one thing to do next in a project.
 *
 * @param advice which texts say so: {@code overview.advice.} and {@code overview.verb.} with this ending
 * @param tab id of the tab where it is done
 */
public record NextStep(String advice, String tab) {

    /** Empty when nothing is left to do, or when too little is known to say. */
    public static Optional<NextStep> of(ProjectSnapshot now, Collection<ProcedureType<?>> procedures) {
        return all(now, procedures).stream().findFirst();
    }

    /** Returns everything to do next, in the order of the procedures. Each is named once. */
    public static List<NextStep> all(ProjectSnapshot now, Collection<ProcedureType<?>> procedures) {
        return procedures.stream()
                .flatMap(procedure -> procedure.nextStep(now).stream())
                .distinct()
                .toList();
    }

    /** Whether the project is known to be in this posture. */
    public static boolean in(Posture posture, ProjectSnapshot now) {
        return now.posture().filter(posture::equals).isPresent();
    }

    /** Whether Atlas has a role record that nothing uses yet: a procedure was begun and not finished. */
    public static boolean rolePrepared(ProjectSnapshot now) {
        return now.roles().value().orElse(List.of()).stream()
                .anyMatch(r -> r.state() != AccessRole.RoleRecordState.IN_USE);
    }
}
