package dev.cmkconsole.preflight;

import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.Observed;
import dev.cmkconsole.model.Simulation;
import java.util.List;
import java.util.Optional;

/**
 * A key other than the present one that backups still need.
 *
 * @param name as Atlas names it
 * @param arn where it is taken to be: beside the present key; empty where the name is no key id
 */
public record OldKey(
        String name, Optional<KeyArn> arn, Observed<String> policy, Observed<List<Simulation.Result>> simulation) {

    /** Names of keys, as Atlas gives them, that backups need and that are not the present one. */
    public static List<String> names(AccessFacts facts) {
        return OldKeys.others(facts);
    }
}
