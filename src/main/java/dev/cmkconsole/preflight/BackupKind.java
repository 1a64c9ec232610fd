package dev.cmkconsole.preflight;

import dev.cmkconsole.model.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Prerequisite: backups of encrypted clusters are Cloud Backups; where a dedicated cluster has backups, they are
 * (Atlas Admin API, backupEnabled).
 */
final class BackupKind extends Check {
    BackupKind() {
        super("backup-kind", Group.ATLAS, List.of("listClusters"), Set.of(Part.CLUSTERS));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        if (facts.known(Part.CLUSTERS).isEmpty()) {
            return unread(facts, Part.CLUSTERS);
        }
        var able = facts.known(Part.CLUSTERS).get().stream()
                .filter(Cluster::eligibleTier)
                .toList();
        var without = able.stream()
                .filter(c -> !c.backupEnabled())
                .map(c -> text("without", c.name()))
                .toList();
        return able.isEmpty() ? pass("none") : pass(text("pass", able.size() - without.size(), able.size()), without);
    }
}
