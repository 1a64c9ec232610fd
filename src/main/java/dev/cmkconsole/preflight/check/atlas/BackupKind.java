package dev.cmkconsole.preflight.check.atlas;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code backup-kind}: the project's backups are Cloud Backups, the only ones that the key encrypts. A dedicated
 * cluster has no other kind (Atlas Admin API, backupEnabled).
 */
public final class BackupKind extends Check {
    public BackupKind() {
        super(CheckId.BACKUP_KIND, Group.ATLAS, List.of("listClusters"), Set.of(Evidence.CLUSTERS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.known(Evidence.CLUSTERS).isEmpty()) {
            return unread(facts, Evidence.CLUSTERS);
        }
        var able = facts.known(Evidence.CLUSTERS).get().stream()
                .filter(Cluster::eligibleTier)
                .toList();
        var without = able.stream()
                .filter(c -> !c.backupEnabled())
                .map(c -> text("without", c.name()))
                .toList();
        return able.isEmpty() ? pass("none") : pass(text("pass", able.size() - without.size(), able.size()), without);
    }
}
