package dev.cmkconsole.preflight.check;

import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import java.util.List;
import java.util.Optional;

/** Whether a proposed document gives Atlas the key, or something else would still keep it away. */
public final class Suffices {
    private Suffices() {}

    /**
     * The advice, and that it does not suffice where that is sure.
     *
     * @param after the facts as they would be after the change
     */
    public static Text said(Text advice, AccessFacts after) {
        boolean denied = KeyAccessEvaluation.of(after)
                .filter(gate -> AtlasPolicies.KEY_ACTIONS.stream()
                        .anyMatch(action -> gate.together(action).allowed() == Truth.FALSE))
                .isPresent();
        return denied || deniedByOrganization(after) ? Text.of("check.notAlone", advice) : advice;
    }

    private static boolean deniedByOrganization(AccessFacts facts) {
        return facts.known(Evidence.SIMULATION).orElse(List.of()).stream()
                .map(Simulation.SimulatedAction::organizations)
                .anyMatch(Optional.of(false)::equals);
    }
}
