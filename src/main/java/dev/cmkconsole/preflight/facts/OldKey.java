package dev.cmkconsole.preflight.facts;

import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A key other than the examined one that something names: a backup, a policy of the role, this program's history.
 *
 * @param name as its source names it
 * @param seen the sources that name it
 * @param arn the ARN that the backup or the role's policy gives it, or a presumed one in the present key's account and
 *     region, or in the role's account; empty where the name is no key id or no region is known
 * @param presumed whether the account and region are only presumed
 */
public record OldKey(
        String name,
        Set<Seen> seen,
        Optional<KeyArn> arn,
        boolean presumed,
        KmsSide kms,
        Observed<List<Simulation.SimulatedAction>> simulation) {

    /**
     * What KMS reports about the key.
     *
     * @param lastUse the last use by anybody
     * @param material when its imported material expires first; a known empty optional if it does not
     */
    public record KmsSide(
            Observed<CustomerKey> key,
            Observed<Optional<KeyUse>> lastUse,
            Observed<Optional<Instant>> material,
            Observed<String> policy) {}

    public Observed<CustomerKey> key() {
        return kms.key();
    }

    public Observed<Optional<Instant>> material() {
        return kms.material();
    }

    public Observed<String> policy() {
        return kms.policy();
    }

    /** The ARN, where KMS shows a key there. */
    public Optional<KeyArn> shown() {
        return key().value()
                .map(CustomerKey::arn)
                .filter(found -> arn.filter(found::equals).isPresent());
    }

    /** The same as the list of a project's keys has it. */
    public UsedKey asUsed() {
        return new UsedKey(name, arn, seen, kms.key(), kms.lastUse());
    }

    /** The names, as Atlas gives them, of keys that backups need and that are not the present key. */
    public static List<String> names(AccessFacts facts) {
        var present = facts.keyArn().map(KeyArn::keyId).map(OldKey::comparable).orElse("");
        return facts.known(Evidence.SNAPSHOTS).orElse(List.of()).stream()
                .map(SnapshotKey::masterKey)
                .distinct()
                .filter(name -> !comparable(name).equals(present))
                .toList();
    }

    /** The key in the account and region of the present one; before there is one, in the role's account. */
    public static Optional<KeyArn> presumed(AccessFacts facts, RoleArn role, String name) {
        String account = facts.keyArn().map(KeyArn::account).orElse(role.account());
        return facts.keyArn()
                .map(KeyArn::region)
                .or(() -> facts.focus().keyRegion())
                .or(facts::statedRegion)
                .flatMap(region -> KeyArn.parse(
                        "arn:" + role.partition() + ":kms:" + region.id() + ":" + account + ":key/" + name));
    }

    /** Atlas sometimes writes the ids of multi-Region keys without their prefix. */
    public static String comparable(String id) {
        return id.substring(id.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replace("mrk-", "")
                .replace("-", "");
    }
}
