package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.AtlasAddresses;
import dev.cmkconsole.model.atlas.ClusterAddresses;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Map;

/**
 * What the checks read about one role and one key beyond the snapshot's own parts. A plan judges access with it as the
 * checks do.
 *
 * @param role the role that it is about; evidence about another role counts as not read
 * @param olderKeys ARNs of further keys that something needs and that the role's own policies would have to allow
 */
public record AccessEvidence(
        RoleArn role,
        KeyArn key,
        Observed<ManagedPolicies> managed,
        OfKey ofKey,
        Addresses addresses,
        List<String> olderKeys) {

    public AccessEvidence {
        olderKeys = List.copyOf(olderKeys);
    }

    public AccessEvidence(
            RoleArn role, KeyArn key, Observed<ManagedPolicies> managed, OfKey ofKey, Addresses addresses) {
        this(role, key, managed, ofKey, addresses, List.of());
    }

    /** Grants to the role, and the key's tags. */
    public record OfKey(Observed<List<KeyGrant>> grants, Observed<Map<String, String>> tags) {
        static final OfKey NOT_READ = new OfKey(Observed.notRead(), Observed.notRead());
    }

    /** The addresses from which Atlas calls KMS. */
    public record Addresses(Observed<AtlasAddresses> atlas, Observed<List<ClusterAddresses>> nodes) {
        static final Addresses NOT_READ = new Addresses(Observed.notRead(), Observed.notRead());
    }

    /** The older keys that these findings say a policy of the role would have to allow. */
    public static List<String> olderKeys(List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.id() == CheckId.OLD_KEYS)
                .flatMap(f -> f.remedy().stream())
                .flatMap(r -> r.keys().stream())
                .toList();
    }

    /**
     * The evidence in this snapshot about this role and this key; all of it not read where there is none. What was read
     * about the role holds for every key.
     */
    public static AccessEvidence of(ProjectSnapshot now, RoleArn role, KeyArn key) {
        return now.answers()
                .evidence()
                .filter(e -> e.role().equals(role))
                .map(e -> e.key().equals(key)
                        ? e
                        : new AccessEvidence(role, key, e.managed(), OfKey.NOT_READ, e.addresses(), e.olderKeys()))
                .orElseGet(() -> new AccessEvidence(role, key, Observed.notRead(), OfKey.NOT_READ, Addresses.NOT_READ));
    }
}
