package dev.cmkconsole.preflight.facts;

import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;

/**
 * The examined key in another region, where nodes need it.
 *
 * @param simulation what IAM's simulator answers for the role and this key
 */
public record Replica(RegionalKey key, Observed<List<Simulation.SimulatedAction>> simulation) {}
