package dev.cmkconsole.ui.nav;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * The one thing to do next in a project.
 *
 * @param tab where it is done
 */
public record NextStep(NextStepKind kind, String tab) {

    /**
     * CONTINUE and CONTINUE_SWITCH: a role record is there that nothing uses yet. SWITCH: on credentials, which
     * work but should give way to a role.
     */
    public enum NextStepKind {
        ENABLE,
        CONTINUE,
        SWITCH,
        CONTINUE_SWITCH,
        CLUSTERS,
        REPAIR
    }

    /** Empty when nothing is left to do, or when too little is known to say. */
    public static Optional<NextStep> of(ProjectSnapshot now) {
        return now.posture().flatMap(posture -> switch (posture) {
            case NOT_SET_UP ->
                Optional.of(
                        new NextStep(begun(now) ? NextStepKind.CONTINUE : NextStepKind.ENABLE, Place.OfProject.ENABLE));
            case KEY_INVALID -> Optional.of(new NextStep(NextStepKind.REPAIR, Place.OfProject.CHECK));
            case ON_CREDENTIALS ->
                Optional.of(new NextStep(
                        begun(now) ? NextStepKind.CONTINUE_SWITCH : NextStepKind.SWITCH, Place.OfProject.SWITCH));
            case ROLE_BASED ->
                now.encryptedClusters() < now.eligibleClusters()
                        ? Optional.of(new NextStep(NextStepKind.CLUSTERS, Place.OfProject.CLUSTERS))
                        : Optional.empty();
            case OTHER_PROVIDER -> Optional.empty();
        });
    }

    private static boolean begun(ProjectSnapshot now) {
        return now.roles().value().orElse(List.of()).stream()
                .anyMatch(r -> r.state() != AccessRole.RoleRecordState.IN_USE);
    }
}
