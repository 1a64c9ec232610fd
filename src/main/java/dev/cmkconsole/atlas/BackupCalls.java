package dev.cmkconsole.atlas;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.atlas.backup.BackupSchedule;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The reads that say what a key is still needed for. */
final class BackupCalls {
    private static final String V2023 = "2023-01-01";
    private static final String SCHEDULE = "2024-08-05";
    private static final String COMPLIANCE = "2023-10-01";
    private static final String SEARCH = "2025-03-12";
    private static final Set<String> NO_POLICY = Set.of("BACKUP_COMPLIANCE_POLICY_NOT_FOUND");
    static final Set<String> NO_SEARCH_NODES =
            Set.of("ATLAS_SEARCH_DEPLOYMENT_DOES_NOT_EXIST", "SEARCH_DEPLOYMENT_NOT_FOUND");

    private final AtlasCalls calls;

    BackupCalls(AtlasCalls calls) {
        this.calls = calls;
    }

    /**
     * A cluster that became sharded has backups at both paths. Atlas may refuse the path that does not fit the
     * cluster's present kind.
     */
    List<KeyBackup> backups(String projectId, Cluster cluster) {
        var name = cluster.name();
        var address = backup(projectId, name) + "/snapshots";
        boolean replicaSet = cluster.clusterType().equals("REPLICASET");
        var all = new ArrayList<KeyBackup>();
        all.addAll(unlessOfAnotherKind(
                replicaSet,
                () ->
                        calls
                                .getAll("listBackupSnapshots", V2023, address, json -> BackupAnswers.backup(json, name))
                                .stream()
                                .flatMap(Optional::stream)
                                .toList()));
        all.addAll(unlessOfAnotherKind(
                !replicaSet,
                () -> calls.get(
                        "listClusterBackupSnapshots",
                        V2023,
                        address + "/shardedClusters",
                        json -> BackupAnswers.backups(json, name))));
        return List.copyOf(all);
    }

    private static <T> List<T> unlessOfAnotherKind(boolean ownKind, Supplier<List<T>> read) {
        try {
            return read.get();
        } catch (ServiceException e) {
            if (!ownKind
                    && e.problem() instanceof Problem.Refused refused
                    && (refused.status() == 400 || refused.status() == 404)) {
                return List.of();
            }
            throw e;
        }
    }

    BackupSchedule schedule(String projectId, String cluster) {
        return calls.get(
                "getBackupSchedule", SCHEDULE, backup(projectId, cluster) + "/schedule", BackupAnswers::schedule);
    }

    List<RestoreJob> restoreJobs(String projectId, String cluster) {
        return calls.getAll(
                "listBackupRestoreJobs",
                V2023,
                backup(projectId, cluster) + "/restoreJobs",
                json -> BackupAnswers.restoreJob(json, cluster));
    }

    /** Atlas answers a project without a policy with an empty object, or refuses. */
    Optional<CompliancePolicy> compliancePolicy(String projectId) {
        return unlessAbsent(
                NO_POLICY,
                () -> calls.get(
                        "getCompliancePolicy",
                        COMPLIANCE,
                        AtlasClient.group(projectId) + "/backupCompliancePolicy",
                        BackupAnswers::compliancePolicy));
    }

    /** Empty if the cluster has no search nodes; Atlas answers that with an empty object, or refuses. */
    Optional<String> searchNodesState(String projectId, String cluster) {
        return unlessAbsent(
                NO_SEARCH_NODES,
                () -> calls.get(
                        "getClusterSearchDeployment",
                        SEARCH,
                        cluster(projectId, cluster) + "/search/deployment",
                        json -> json.at("id").present()
                                ? Optional.of(json.at("stateName").text().orElse("UNKNOWN"))
                                : Optional.empty()));
    }

    private static <T> Optional<T> unlessAbsent(Set<String> codes, Supplier<Optional<T>> read) {
        try {
            return read.get();
        } catch (ServiceException e) {
            if (e.problem() instanceof Problem.Refused refused && codes.contains(refused.code())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    List<ProjectEvent> events(String projectId, List<String> types, Instant since) {
        var query = types.stream()
                        .map(type -> "eventType=" + AtlasClient.segment(type))
                        .collect(Collectors.joining("&", "?", "&minDate="))
                + AtlasClient.segment(since.truncatedTo(ChronoUnit.SECONDS).toString());
        return calls.getAll(
                "listGroupEvents", V2023, AtlasClient.group(projectId) + "/events" + query, BackupAnswers::event);
    }

    private static String cluster(String projectId, String cluster) {
        return AtlasClient.group(projectId) + "/clusters/" + AtlasClient.segment(cluster);
    }

    private static String backup(String projectId, String cluster) {
        return cluster(projectId, cluster) + "/backup";
    }
}
