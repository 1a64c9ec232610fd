package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.outcome.Observed;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A key that a project uses or has used.
 *
 * @param name as its source names it: ARN, id, or the form in which Atlas names the keys of backups
 * @param arn empty if no source names it and AWS does not find it
 * @param seen the sources that name it
 * @param lastUse the last use by anybody, as KMS reports it
 */
public record UsedKey(
        String name,
        Optional<KeyArn> arn,
        Set<Seen> seen,
        Observed<CustomerKey> kms,
        Observed<Optional<KeyUse>> lastUse) {

    /**
     * CONFIGURED: the project uses it now. ONCE_READ: an earlier snapshot in the cache has it. ASKED_FOR: the request
     * names it. MADE: this program created it for the project, and it has no alias.
     */
    public enum Seen {
        CONFIGURED,
        BACKUP,
        ROLE_POLICY,
        JOURNAL,
        ONCE_READ,
        ASKED_FOR,
        MADE
    }

    public UsedKey {
        seen = seen.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(seen));
    }

    public boolean configured() {
        return seen.contains(Seen.CONFIGURED);
    }

    /** The key's id, from whichever form is known. */
    public String id() {
        return arn.map(KeyArn::keyId).orElseGet(() -> name.substring(name.lastIndexOf('/') + 1));
    }

    /** Its first alias, if AWS returns one. */
    public Optional<String> alias() {
        return kms.value().flatMap(k -> k.aliases().stream().findFirst());
    }
}
