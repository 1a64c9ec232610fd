package dev.cmkconsole.app.options;

import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of the clusters procedure. */
public final class ClusterOptions implements OrderOptions<ClusterChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(
            names = "--on",
            paramLabel = "CLUSTER",
            split = ",",
            description = "Clusters to encrypt with the project's key.")
    private List<String> on = List.of();

    @Option(
            names = "--off",
            paramLabel = "CLUSTER",
            split = ",",
            description = "Clusters to stop encrypting with the project's key.")
    private List<String> off = List.of();

    @Option(names = "--create", paramLabel = "NAME", description = "Create this cluster, encrypted from the start.")
    private String create;

    @Option(
            names = "--cloud",
            paramLabel = "CLOUD",
            defaultValue = "AWS",
            description = "Cloud of the new cluster: AWS, AZURE or GCP (default: AWS).")
    private String cloud;

    @Option(
            names = "--cluster-region",
            paramLabel = "REGION",
            defaultValue = "US_EAST_1",
            description = "Atlas region of the new cluster (default: US_EAST_1).")
    private String region;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "M10",
            description = "Instance size of the new cluster, M10 or larger (default: M10).")
    private String size;

    @Option(names = "--no-backup", description = "Create the new cluster without Cloud Backup.")
    private boolean noBackup;

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<ClusterChoices> order(EncryptionService service) {
        var wanted = new TreeMap<String, Boolean>();
        on.forEach(name -> wanted.put(NewCluster.checkName(name), true));
        for (var name : off) {
            if (wanted.put(NewCluster.checkName(name), false) != null) {
                throw new InputException("input.cluster.both", name);
            }
        }
        if (wanted.isEmpty() && create == null) {
            throw new InputException("input.cluster.none");
        }
        var cluster = Optional.ofNullable(create).map(name -> new NewCluster(name, cloud, region, size, !noBackup));
        return new Ordered<>(new ClusterChoices(wanted, cluster, accepted.steps()), project.id());
    }
}
