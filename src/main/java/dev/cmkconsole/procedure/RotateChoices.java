package dev.cmkconsole.procedure;

import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.procedure.EnableChoices.Actor;
import java.util.Set;

/**
 * The choices of the change to another key.
 *
 * @param key the key that comes; the one that goes stays enabled and in the role's policy
 * @param accessBy who lets the role use it
 */
public record RotateChoices(KeyArn key, Actor accessBy, Set<StepId> doneByHand, Set<StepId> accepted) implements KeyChangeChoices {

    public RotateChoices {
        doneByHand = Set.copyOf(doneByHand);
        accepted = Set.copyOf(accepted);
    }

    public static RotateChoices byConsole(KeyArn key) {
        return new RotateChoices(key, Actor.CONSOLE, Set.of(), Set.of());
    }
}
