package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.KeyQuestion;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import java.util.Optional;

/**
 * A procedure as a pure function: the same snapshot and the same choices give the same plan.
 *
 * @param <C> the user's choices
 */
public interface Planner<C extends Choices<C>> {

    ProcedureType<?> procedure();

    /** The objects in AWS that a snapshot must show for these choices. */
    ReadScope readScope(C choices);

    /** The checks whose findings the snapshot must hold; empty for a procedure that needs none. */
    default Optional<CheckRequest> checkRequest(ProjectSnapshot now, C choices) {
        return Optional.empty();
    }

    /** The survey of the project's keys that the snapshot must hold; empty for a procedure that needs none. */
    default Optional<KeySurveyRequest> keySurveyRequest(C choices) {
        return Optional.empty();
    }

    /** The present key to ask for in its own region; empty for a plan that does not depend on that region's answer. */
    default Optional<KeyQuestion> keyQuestion(ProjectSnapshot now, C choices) {
        return Optional.empty();
    }

    /** The region in which to look for keys that this program created and that have no alias; empty for no look. */
    default Optional<AwsRegion> spareKeysIn(C choices) {
        return Optional.empty();
    }

    Plan plan(ProjectSnapshot now, C choices);
}
