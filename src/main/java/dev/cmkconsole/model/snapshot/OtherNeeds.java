package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Optional;

/**
 * What may need a key beside clusters and their backups.
 *
 * @param compliance a known empty optional if the project has no Backup Compliance Policy
 */
public record OtherNeeds(
        Observed<List<RestoreJob>> restores,
        Observed<Optional<CompliancePolicy>> compliance,
        Observed<List<SearchNodes>> searchNodes) {
    public static final OtherNeeds NOT_READ =
            new OtherNeeds(Observed.notRead(), Observed.notRead(), Observed.notRead());

    /** The search nodes of one cluster, encrypted with the project's key. */
    public record SearchNodes(String cluster, KeyDeployment deployment) {}
}
