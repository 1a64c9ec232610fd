package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.atlas.backup.BackupSchedule;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.snapshot.KeyRecords;
import dev.cmkconsole.model.snapshot.KeyRecords.KeyDrill;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurvey.Elsewhere;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.need.Deployments;
import dev.cmkconsole.service.proof.AtlasProofs;
import dev.cmkconsole.service.proof.TrialHistory;
import dev.cmkconsole.service.proof.TrialReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out what may still need a project's keys. After the project, it waits for three sequential answers: the
 * clusters, their backups, and what AWS reports about the keys they name. A part that cannot be read states so in its
 * place. Nothing unread counts as absent.
 */
final class KeyReader {
    private static final String OPERATION = "survey";
    /** How far back the activity feed is read. Without a change in it, the end of a longer time counts as unknown. */
    private static final Duration HORIZON = Duration.ofDays(60);
    /** Allows for clock differences between this machine and Atlas, and for rounding by Atlas. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private static final int OTHER_PROJECTS_AT_ONCE = 16;

    private final AtlasGateway atlas;
    private final SnapshotCache cache;
    private final KeyNames names;
    private final TrialReader trials;
    private final TrialHistory history;
    private final Clock clock;

    KeyReader(AtlasGateway atlas, AwsGateway aws, SnapshotCache cache, Journal journal, Clock clock) {
        this.atlas = atlas;
        this.cache = cache;
        this.names = new KeyNames(aws, new KeyHistory(journal), clock);
        this.trials = new TrialReader(atlas);
        this.history = new TrialHistory(journal);
        this.clock = clock;
    }

    /** @param now the project as just read, with its configured role */
    KeySurvey read(ProjectSnapshot now, KeySurveyRequest focus) {
        return read(now, focus, cached(now.project().id()));
    }

    /** @param before what was read of the project before this reading */
    KeySurvey read(ProjectSnapshot now, KeySurveyRequest focus, Optional<ProjectSnapshot> before) {
        try (var questions = new Questions(OPERATION, clock)) {
            return read(questions, now, focus, before);
        }
    }

    private KeySurvey read(
            Questions questions, ProjectSnapshot now, KeySurveyRequest focus, Optional<ProjectSnapshot> before) {
        String id = now.project().id();
        var elsewhere = questions.observe(() -> elsewhere(id, focus));
        var policies = questions.ask(() -> names.rolePolicies(questions, now));
        var accessKey = questions.ask(() -> names.accessKey(questions, id, focus, cached(id)));
        var spare = names.spareKeys(questions, now, focus);
        var temporary = questions.observe(() -> trials.temporary(id));
        var drill = drill(questions, now);
        var needs = needs(questions, now, before);
        var records = new KeyRecords(AtlasProofs.and(history.proofs(id), id, needs), drill, Observed.notRead())
                .withRefused(history.refusedRestores(id));
        var keys = names.keys(
                questions,
                now,
                policies.get().texts(),
                focus,
                needs.backups().value().orElse(List.of()),
                before,
                spare.get());
        return new KeySurvey(
                needs.clusters(),
                needs.backups(),
                needs.others(),
                forData(keys),
                elsewhere.get(),
                accessKey.get(),
                records.withTemporary(temporary.get()),
                policies.get().all());
    }

    private Optional<KeyDrill> drill(Questions questions, ProjectSnapshot now) {
        String id = now.project().id();
        return history.drill(id)
                .map(drill -> trials.events(id, drill, now.at())
                        .map(read -> drill.withEvents(questions.observe(read).get()))
                        .orElse(drill));
    }

    /** The role's policies may also name keys that never encrypt data, such as one that signs. */
    private static List<UsedKey> forData(List<UsedKey> keys) {
        return keys.stream()
                .filter(k -> !k.seen().equals(Set.of(UsedKey.Seen.ROLE_POLICY))
                        || k.kms()
                                .value()
                                .flatMap(CustomerKey::unusable)
                                .filter(why -> why == CustomerKey.Unusable.NOT_FOR_ENCRYPTION
                                        || why == CustomerKey.Unusable.NOT_SYMMETRIC)
                                .isEmpty())
                .toList();
    }

    /**
     * What may need a key within the project. The lists of keys and of other projects are empty.
     *
     * @param now the project with its settings and clusters, as just read
     */
    KeySurvey needs(ProjectSnapshot now, Optional<ProjectSnapshot> before) {
        try (var questions = new Questions(OPERATION, clock)) {
            return needs(questions, now, before);
        }
    }

    /** Every key that something names. AWS is not asked about them. */
    List<UsedKey> named(
            ProjectSnapshot now,
            List<String> policies,
            KeySurvey needs,
            Optional<ProjectSnapshot> before,
            List<SpareKey> spare) {
        return names.named(now, policies, needs.backups().value().orElse(List.of()), before, spare);
    }

    /** What IAM shows of an access key. */
    AccessKeyFacts accessKey(String id) {
        try (var questions = new Questions(OPERATION, clock)) {
            return names.accessKey(questions, id, Optional.empty(), Optional.empty());
        }
    }

    private KeySurvey needs(Questions questions, ProjectSnapshot now, Optional<ProjectSnapshot> before) {
        String id = now.project().id();
        var kept = questions.observe(() -> atlas.clustersWithKeptBackups(id));
        var feed = questions.observe(
                () -> atlas.events(id, Deployments.TYPES, now.at().minus(HORIZON)));
        var compliance = questions.observe(() -> atlas.compliancePolicy(id));
        var clusters = kept.get();
        var perCluster = new ClusterQuestions(atlas, questions, now, clusters);
        var backups = backups(questions, id, clusters);
        var deployments = Deployments.of(now.at(), changedBySomeone(now, before), feed.get());
        var uses = uses(now, clusters, backups, new Times(feed.get(), deployments, perCluster, compliance.get()));
        var others = new OtherNeeds(
                perCluster.restores(), compliance.get(), perCluster.searchNodes(deployments), perCluster.deleted());
        return new KeySurvey(
                uses, backups, others, List.of(), new Observed.Known<>(List.of(), now.at()), Optional.empty());
    }

    /**
     * When something other than the activity feed shows that the key changed. The feed may lag behind. Between an
     * earlier reading with another key and this one, the change may have been at any time.
     */
    private Optional<Instant> changedBySomeone(ProjectSnapshot now, Optional<ProjectSnapshot> known) {
        var sent = names.lastSent(now.project().id());
        boolean differs = known.flatMap(s -> s.encryption().value())
                .filter(before -> now.encryption()
                        .value()
                        .filter(e -> !e.awsKms()
                                .customerMasterKeyId()
                                .equals(before.awsKms().customerMasterKeyId()))
                        .isPresent())
                .isPresent();
        return differs
                        && sent.filter(at -> at.isAfter(known.orElseThrow().at()))
                                .isEmpty()
                ? Optional.of(now.at())
                : sent;
    }

    private Observed<List<KeyBackup>> backups(Questions questions, String projectId, Observed<List<Cluster>> clusters) {
        var at = clusters.readAt().orElse(Instant.EPOCH);
        return clusters.flatMap(all -> {
            var sharing = sharedNames(all);
            if (!sharing.isEmpty()) {
                return new Observed.Failed<>(nameTwice(sharing, at), at);
            }
            var asked = all.stream()
                    .filter(Cluster::eligibleTier)
                    .map(c -> questions.observe(() -> atlas.backups(projectId, c)))
                    .toList();
            var found = new ArrayList<KeyBackup>();
            Observed<List<KeyBackup>> failed = null;
            for (var answer : asked) {
                switch (answer.get()) {
                    case Observed.Known<List<KeyBackup>>(var some, var _) -> found.addAll(some);
                    case Observed.Failed<List<KeyBackup>> f -> failed = f;
                    case Observed.NotRead<List<KeyBackup>> n -> failed = n;
                }
            }
            return failed != null ? failed : new Observed.Known<>(List.copyOf(found), at);
        });
    }

    /** Names that more than one dedicated cluster uses. */
    private static List<String> sharedNames(List<Cluster> clusters) {
        return clusters.stream()
                .filter(Cluster::eligibleTier)
                .collect(Collectors.groupingBy(Cluster::name, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(e -> e.getValue() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static Problem nameTwice(List<String> names, Instant at) {
        return new Problem.Local(
                "listBackupSnapshots",
                "CLUSTER_NAME_TWICE",
                "A deleted cluster with kept backups shares its name with another, so that Atlas cannot be asked for"
                        + " its backups: " + String.join(", ", names),
                at);
    }

    /** What is known of the times at which clusters changed, and of how long their backups are kept. */
    private record Times(
            Observed<List<ProjectEvent>> feed,
            Deployments deployments,
            ClusterQuestions perCluster,
            Observed<Optional<CompliancePolicy>> compliance) {}

    private static Observed<List<ClusterUse>> uses(
            ProjectSnapshot now, Observed<List<Cluster>> clusters, Observed<List<KeyBackup>> backups, Times times) {
        return switch (clusters) {
            case Observed.Known<List<Cluster>>(var all, var at)
            when now.clusters().value().isPresent() -> {
                var living =
                        now.clusters().value().get().stream().map(Cluster::id).collect(Collectors.toSet());
                var uses = new ArrayList<ClusterUse>();
                for (var cluster : all.stream().filter(Cluster::eligibleTier).toList()) {
                    boolean gone = !living.contains(cluster.id());
                    boolean empty = backups.value()
                            .filter(some ->
                                    some.stream().noneMatch(b -> b.cluster().equals(cluster.name())))
                            .isPresent();
                    if (!gone || !empty) {
                        uses.add(use(now, cluster, gone, times));
                    }
                }
                yield new Observed.Known<>(List.copyOf(uses), at);
            }
            case Observed.Known<List<Cluster>> _ ->
                now.clusters()
                        .problem()
                        .<Observed<List<ClusterUse>>>map(p -> new Observed.Failed<>(p, now.at()))
                        .orElseGet(Observed::notRead);
            case Observed.Failed<List<Cluster>>(var problem, var at) -> new Observed.Failed<>(problem, at);
            case Observed.NotRead<List<Cluster>> _ -> Observed.notRead();
        };
    }

    private static ClusterUse use(ProjectSnapshot now, Cluster cluster, boolean gone, Times times) {
        var schedule = times.perCluster().schedule(cluster);
        var policy = times.compliance().value().flatMap(p -> p);
        var deployment = gone
                ? KeyDeployment.of(KeyDeployment.DeploymentKind.DEPLOYED)
                : times.deployments().of(cluster);
        return new ClusterUse(
                cluster.name(),
                cluster.encrypted() || cluster.encryption() == EncryptionProvider.UNKNOWN,
                deployment.keeping(kept(cluster, schedule, policy)),
                cluster.pitEnabled(),
                longer(schedule.flatMap(BackupSchedule::restoreWindow), policy.flatMap(CompliancePolicy::restoreWindow))
                        .filter(_ -> times.compliance().value().isPresent())
                        .flatMap(window -> ends(now, cluster, window, deployment, times)),
                gone ? Optional.empty() : copies(now, cluster, schedule, deployment, times));
    }

    /** A live cluster's copies that do not expire with their snapshot; there may be some if the schedule is unknown. */
    private static Optional<ClusterUse.Copies> copies(
            ProjectSnapshot now,
            Cluster cluster,
            Optional<BackupSchedule> schedule,
            KeyDeployment deployment,
            Times times) {
        var kept = schedule.flatMap(BackupSchedule::copies);
        return cluster.eligibleTier() && cluster.backupEnabled() && !kept.equals(Optional.of(Duration.ZERO))
                ? Optional.of(new ClusterUse.Copies(kept.flatMap(d -> ends(now, cluster, d, deployment, times))))
                : Optional.empty();
    }

    /** How long a snapshot taken now may be kept; empty if the schedule is unknown. */
    private static Optional<Duration> kept(
            Cluster cluster, Optional<BackupSchedule> schedule, Optional<CompliancePolicy> policy) {
        return cluster.backupEnabled()
                ? longer(
                        schedule.flatMap(BackupSchedule::longest)
                                .flatMap(own -> schedule.flatMap(BackupSchedule::copies)
                                        .map(copies -> copies.compareTo(own) > 0 ? copies : own)),
                        policy.flatMap(CompliancePolicy::longest))
                : Optional.of(Duration.ZERO);
    }

    /** What a policy demands beyond what is configured; empty if the configuration is unknown. */
    private static Optional<Duration> longer(Optional<Duration> configured, Optional<Duration> demanded) {
        return configured.map(
                d -> demanded.filter(more -> more.compareTo(d) > 0).orElse(d));
    }

    /**
     * When what was kept for this time since before the present key has ended. The feed reports that a cluster changed,
     * not that it got a new key. The latest change therefore counts, whatever its purpose. Before the feed begins there
     * may have been a later one than is known.
     */
    private static Optional<Instant> ends(
            ProjectSnapshot now, Cluster cluster, Duration kept, KeyDeployment deployment, Times times) {
        if (times.feed().value().isEmpty()) {
            return Optional.empty();
        }
        var feedBegins = now.at().minus(HORIZON);
        return latestChange(cluster, deployment, times)
                .filter(at -> !at.isBefore(feedBegins))
                .or(() -> Optional.of(feedBegins).filter(_ -> kept.plus(MARGIN).compareTo(HORIZON) <= 0))
                .map(at -> at.plus(kept).plus(MARGIN));
    }

    private static Optional<Instant> latestChange(Cluster cluster, KeyDeployment deployment, Times times) {
        var events = times.feed().value().orElse(List.of()).stream()
                .filter(e -> Deployments.CHANGES_OF_KEY.contains(e.type())
                        || e.cluster().filter(cluster.name()::equals).isPresent())
                .map(ProjectEvent::at);
        var others =
                Stream.of(deployment.since(), times.deployments().changed()).flatMap(Optional::stream);
        return Stream.concat(events, others).max(Comparator.naturalOrder());
    }

    private List<Elsewhere> elsewhere(String projectId, KeySurveyRequest focus) {
        var others =
                atlas.projects().stream().filter(p -> !p.id().equals(projectId)).toList();
        try (var questions = new Questions(OPERATION, OTHER_PROJECTS_AT_ONCE, clock)) {
            var asked = others.stream()
                    .map(project -> questions.ask(() -> elsewhere(questions, project, focus)))
                    .toList();
            return Questions.all(asked);
        }
    }

    private Elsewhere elsewhere(Questions questions, Project project, KeySurveyRequest focus) {
        var once = focus.fresh() ? Optional.<ProjectSnapshot>empty() : cached(project.id());
        return new Elsewhere(
                project,
                once.flatMap(s -> s.encryption()
                                .value()
                                .<Observed<AwsKms>>map(e -> new Observed.Known<>(e.awsKms(), s.at())))
                        .orElseGet(() -> questions.observed(
                                () -> atlas.encryptionAtRest(project.id()).awsKms())));
    }

    private Optional<ProjectSnapshot> cached(String projectId) {
        try {
            return cache.load(projectId);
        } catch (RuntimeException e) {
            org.slf4j.LoggerFactory.getLogger(KeyReader.class).warn("the cache was not read", e);
            return Optional.empty();
        }
    }
}
