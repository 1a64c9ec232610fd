package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.backup.BackupSchedule;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.snapshot.OtherNeeds.DeletedCluster;
import dev.cmkconsole.model.snapshot.OtherNeeds.SearchNodes;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.need.Deployments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The questions that each cluster of a project is asked: its schedule, its restores, its search nodes. */
final class ClusterQuestions {
    private final ProjectSnapshot now;
    private final Observed<List<Cluster>> clusters;
    private final Map<String, Questions.Answer<Observed<BackupSchedule>>> schedules = new LinkedHashMap<>();
    private final Map<String, Questions.Answer<Observed<List<RestoreJob>>>> restores = new LinkedHashMap<>();
    private final Map<String, Questions.Answer<Observed<Optional<String>>>> searchNodes = new LinkedHashMap<>();
    private final Map<Cluster, Questions.Answer<Observed<List<RestoreJob>>>> ofDeleted = new LinkedHashMap<>();

    /** @param clusters with deleted ones whose backups were kept, of which Atlas is asked only for restores */
    ClusterQuestions(AtlasGateway atlas, Questions questions, ProjectSnapshot now, Observed<List<Cluster>> clusters) {
        this.now = now;
        this.clusters = clusters;
        String project = now.project().id();
        // Without an answer about the settings, search nodes may be encrypted.
        boolean searchNodesEncrypted = now.encryption()
                .value()
                .map(EncryptionAtRest::enabledForSearchNodes)
                .orElse(true);
        for (var cluster : now.clusters().value().orElse(List.of())) {
            String name = cluster.name();
            if (cluster.eligibleTier() && cluster.backupEnabled()) {
                schedules.put(name, questions.observe(() -> atlas.backupSchedule(project, name)));
                restores.put(name, questions.observe(() -> atlas.restoreJobs(project, name)));
            }
            if (cluster.encrypted() && searchNodesEncrypted) {
                searchNodes.put(name, questions.observe(() -> atlas.searchNodesState(project, name)));
            }
        }
        clusters.value().orElse(List.of()).stream()
                .filter(c -> c.eligibleTier() && deleted(c))
                .forEach(c -> ofDeleted.put(c, questions.observe(() -> atlas.restoreJobs(project, c.name()))));
    }

    private boolean deleted(Cluster cluster) {
        return now.clusters()
                .value()
                .filter(live -> live.stream().noneMatch(c -> c.name().equals(cluster.name())))
                .isPresent();
    }

    List<DeletedCluster> deleted() {
        return ofDeleted.entrySet().stream()
                .map(e -> new DeletedCluster(e.getKey(), e.getValue().get()))
                .toList();
    }

    Optional<BackupSchedule> schedule(Cluster cluster) {
        return Optional.ofNullable(schedules.get(cluster.name()))
                .flatMap(a -> a.get().value());
    }

    Observed<List<RestoreJob>> restores() {
        return together(restores, (_, some) -> some);
    }

    Observed<List<SearchNodes>> searchNodes(Deployments deployments) {
        return together(
                searchNodes,
                (cluster, state) ->
                        state.map(word -> new SearchNodes(cluster, deployments.ofSearchNodes(word))).stream()
                                .toList());
    }

    private interface Told<A, T> {
        List<T> of(String cluster, A answer);
    }

    /** One list of all answers; unread if the clusters or one answer could not be read. */
    private <A, T> Observed<List<T>> together(Map<String, Questions.Answer<Observed<A>>> asked, Told<A, T> told) {
        var found = new ArrayList<T>();
        Optional<Observed<List<T>>> unread =
                now.clusters().value().isPresent() && clusters.value().isPresent()
                        ? Optional.empty()
                        : Optional.of(Observed.notRead());
        for (var entry : asked.entrySet()) {
            Observed<List<T>> answer = entry.getValue().get().map(a -> told.of(entry.getKey(), a));
            answer.value().ifPresent(found::addAll);
            if (answer.value().isEmpty()) {
                unread = Optional.of(answer);
            }
        }
        return unread.orElseGet(() -> new Observed.Known<>(List.copyOf(found), now.at()));
    }
}
