package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.outcome.Observed;
import java.util.List;

/**
 * The part of a snapshot that Atlas returned.
 *
 * @param projectOwner whether the caller is Project Owner; an unreadable answer is not "no"
 * @param clusters dedicated, shared and flex clusters together
 */
public record AtlasSide(
        Observed<Boolean> projectOwner,
        Observed<List<AccessRole>> roles,
        Observed<EncryptionAtRest> encryption,
        Observed<List<Cluster>> clusters,
        Observed<List<Alert>> alerts) {}
