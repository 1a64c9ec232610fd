package dev.cmkconsole.preflight.facts;

import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.outcome.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key other than the present one that backups still need.
 *
 * @param name as Atlas names it
 * @param arn the ARN that the backup or the role's policy gives it, or a presumed one in the present key's account and
 *     region; empty where the name is no key id
 * @param presumed whether the account and region are only presumed
 * @param material when its imported material expires first; a known empty optional if it does not
 */
public record OldKey(
        String name,
        Optional<KeyArn> arn,
        boolean presumed,
        Observed<CustomerKey> key,
        Observed<Optional<Instant>> material,
        Observed<String> policy,
        Observed<List<Simulation.SimulatedAction>> simulation) {

    /** The names, as Atlas gives them, of keys that backups need and that are not the present key. */
    public static List<String> names(AccessFacts facts) {
        var present = facts.keyArn().map(KeyArn::keyId).map(OldKey::comparable).orElse("");
        return facts.known(Evidence.SNAPSHOTS).orElse(List.of()).stream()
                .map(SnapshotKey::masterKey)
                .distinct()
                .filter(name -> !comparable(name).equals(present))
                .toList();
    }

    /** Atlas sometimes writes the ids of multi-Region keys without their prefix. */
    public static String comparable(String id) {
        return id.substring(id.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replace("mrk-", "")
                .replace("-", "");
    }
}
