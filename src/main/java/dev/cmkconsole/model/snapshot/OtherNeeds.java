package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;
import java.util.Optional;

/**
 * What may need a key beside clusters and their backups.
 *
 * @param restores of clusters that exist
 * @param compliance a known empty optional if the project has no Backup Compliance Policy
 * @param deleted deleted clusters whose backups were kept
 */
public record OtherNeeds(
        Observed<List<RestoreJob>> restores,
        Observed<Optional<CompliancePolicy>> compliance,
        Observed<List<SearchNodes>> searchNodes,
        List<DeletedCluster> deleted) {
    public static final OtherNeeds NOT_READ =
            new OtherNeeds(Observed.notRead(), Observed.notRead(), Observed.notRead());

    /** For a project without deleted clusters. */
    public OtherNeeds(
            Observed<List<RestoreJob>> restores,
            Observed<Optional<CompliancePolicy>> compliance,
            Observed<List<SearchNodes>> searchNodes) {
        this(restores, compliance, searchNodes, List.of());
    }

    public OtherNeeds {
        deleted = List.copyOf(deleted);
    }

    /**
     * A cluster that is no longer there.
     *
     * @param cluster as it was when it was deleted
     * @param restores not read where Atlas does not answer for a deleted cluster
     */
    public record DeletedCluster(Cluster cluster, Observed<List<RestoreJob>> restores) {}

    /** The search nodes of one cluster, encrypted with the project's key. */
    public record SearchNodes(String cluster, KeyDeployment deployment) {}
}
