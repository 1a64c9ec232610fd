package dev.cmkconsole.preflight.facts;

import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key other than the present one that backups still need.
 *
 * @param name as Atlas names it
 * @param arn where it is taken to be: beside the present key; empty where the name is no key id
 */
public record OldKey(
        String name,
        Optional<KeyArn> arn,
        Observed<String> policy,
        Observed<List<Simulation.SimulatedAction>> simulation) {

    /** Names of keys, as Atlas gives them, that backups need and that are not the present one. */
    public static List<String> names(AccessFacts facts) {
        var present = facts.keyArn().map(KeyArn::keyId).map(OldKey::comparable).orElse("");
        return facts.known(Evidence.SNAPSHOTS).orElse(List.of()).stream()
                .map(SnapshotKey::masterKey)
                .distinct()
                .filter(name -> !comparable(name).equals(present))
                .toList();
    }

    /** Atlas has been seen to write multi-Region ids without their prefix. */
    private static String comparable(String id) {
        return id.substring(id.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replace("mrk-", "")
                .replace("-", "");
    }
}
