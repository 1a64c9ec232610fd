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
 * @param setup what is read only for plans that ask for it
 */
public record AtlasSide(
        Observed<Boolean> projectOwner,
        Observed<List<AccessRole>> roles,
        Observed<EncryptionAtRest> encryption,
        Observed<List<Cluster>> clusters,
        Observed<List<Alert>> alerts,
        ProjectSetup setup) {

    /** Without what only some plans ask for. */
    public AtlasSide(
            Observed<Boolean> projectOwner,
            Observed<List<AccessRole>> roles,
            Observed<EncryptionAtRest> encryption,
            Observed<List<Cluster>> clusters,
            Observed<List<Alert>> alerts) {
        this(projectOwner, roles, encryption, clusters, alerts, ProjectSetup.NOT_READ);
    }

    AtlasSide withPrivateNetworking(boolean on) {
        return new AtlasSide(
                projectOwner, roles, encryption.map(e -> e.withPrivateNetworking(on)), clusters, alerts, setup);
    }

    public AtlasSide with(ProjectSetup seen) {
        return new AtlasSide(projectOwner, roles, encryption, clusters, alerts, seen);
    }
}
