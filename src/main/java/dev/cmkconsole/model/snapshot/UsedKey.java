package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.outcome.Observed;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A key that a project uses or once used.
 *
 * @param name as whoever told of it named it: ARN, id, or the form in which Atlas names keys of backups
 * @param arn empty while nobody told it and it could not be found in AWS
 * @param seen who told of it
 * @param lastUse by anybody, as KMS keeps it
 */
public record UsedKey(
        String name,
        Optional<KeyArn> arn,
        Set<Seen> seen,
        Observed<CustomerKey> kms,
        Observed<Optional<KeyUse>> lastUse) {

    /**
     * CONFIGURED: the project is told to use it now. ONCE_READ: the cache has it from an earlier reading.
     * ASKED_FOR: by whoever reads.
     */
    public enum Seen {
        CONFIGURED,
        BACKUP,
        ROLE_POLICY,
        JOURNAL,
        ONCE_READ,
        ASKED_FOR
    }

    public UsedKey {
        seen = seen.isEmpty() ? Set.of() : java.util.Collections.unmodifiableSet(EnumSet.copyOf(seen));
    }

    public boolean configured() {
        return seen.contains(Seen.CONFIGURED);
    }

    /** The key's id in whatever form it is known. */
    public String id() {
        return arn.map(KeyArn::keyId).orElseGet(() -> name.substring(name.lastIndexOf('/') + 1));
    }

    /** Its first alias, where AWS tells. */
    public Optional<String> alias() {
        return kms.value().flatMap(k -> k.aliases().stream().findFirst());
    }
}
