package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import java.util.List;

/** Whether the examined role may use a key beside the examined one: an older key, or a replica. */
final class RoleUse {
    private RoleUse() {}

    static Truth of(
            AccessFacts facts,
            KeyArn key,
            Observed<String> policy,
            Observed<List<Simulation.SimulatedAction>> simulation) {
        if (policy.value().isEmpty()) {
            return Truth.UNKNOWN;
        }
        var gate = KeyAccessEvaluation.ofOldKey(facts, key, policy);
        return AtlasPolicies.KEY_ACTIONS.stream()
                .map(action -> gate.together(action).allowed().and(simulated(simulation, gate, action)))
                .reduce(Truth.TRUE, Truth::and);
    }

    private static Truth simulated(
            Observed<List<Simulation.SimulatedAction>> simulation, KeyAccessEvaluation gate, String action) {
        if (gate.enoughByItself(action).isTrue()) {
            return Truth.TRUE;
        }
        return simulation
                .value()
                .flatMap(all -> all.stream()
                        .filter(r -> r.action().equalsIgnoreCase(action))
                        .findFirst())
                .map(r -> Truth.of(r.decision() == Simulation.Decision.ALLOWED))
                .orElse(Truth.UNKNOWN);
    }
}
