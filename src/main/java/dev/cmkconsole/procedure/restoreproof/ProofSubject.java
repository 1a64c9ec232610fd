package dev.cmkconsole.procedure.restoreproof;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreState;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreTarget;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster.ProofMark;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds.DeletedCluster;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.need.RestoreProofs;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the snapshot that a proof is about. A proof that was begun goes on with its own snapshot, although a newer one
 * may exist by now.
 */
final class ProofSubject {
    /** A restore that ended within this time counts, and no second one is started. */
    private static final Duration RECENT = Duration.ofHours(24);

    private final ProjectSnapshot now;
    private final RestoreProofChoices want;

    ProofSubject(ProjectSnapshot now, RestoreProofChoices want) {
        this.now = now;
        this.want = want;
    }

    /**
     * What is restored.
     *
     * @param key the id of the key that the snapshot names
     * @param backup the snapshot; empty if it exists no more
     * @param left the temporary cluster, where it exists
     * @param job the restore to it, where one was asked for
     */
    record Subject(
            String snapshot,
            String cluster,
            String key,
            Optional<KeyBackup> backup,
            Optional<TemporaryCluster> left,
            Optional<RestoreJob> job) {

        String temporaryName() {
            return TemporaryCluster.name(snapshot);
        }

        Optional<Instant> taken() {
            return backup.flatMap(KeyBackup::taken);
        }

        boolean ended() {
            return job.filter(j -> !j.running()).isPresent();
        }

        boolean refused() {
            return job.filter(j -> j.state() == RestoreState.REFUSED).isPresent();
        }

        /** A restore that was refused or given up shows nothing, so that its step has a name of its own. */
        StepId step() {
            boolean shows = job.filter(j -> !j.running() && !j.finished() && j.state() != RestoreState.FAILED)
                    .isEmpty();
            return shows ? new ProofStep(cluster, snapshot, key).id() : StepId.of("not-proved", snapshot);
        }
    }

    /** Every snapshot that the choices ask about, newest first; not known while backups could not be read. */
    Observed<List<KeyBackup>> wanted() {
        Predicate<KeyBackup> ofCluster =
                b -> want.cluster().filter(c -> !c.equals(b.cluster())).isEmpty();
        return survey().map(KeySurvey::backups)
                .orElseGet(Observed::notRead)
                .map(all -> needing(all).stream().filter(ofCluster).toList());
    }

    private List<KeyBackup> needing(List<KeyBackup> all) {
        if (want.key().isPresent()) {
            return RestoreProofs.naming(want.key().get().toString(), all);
        }
        var named = RestoreProofs.takenBefore(Instant.MAX, all);
        var switched = survey().flatMap(KeySurvey::accessKey).flatMap(facts -> facts.switched());
        if (switched.isPresent()) {
            return RestoreProofs.takenBefore(switched.get(), all);
        }
        var present = now.encryption().value().flatMap(e -> e.awsKms().customerMasterKeyId());
        var ofPresent = present.map(key -> RestoreProofs.naming(key, all)).orElse(List.of());
        return named.stream().filter(b -> !ofPresent.contains(b)).toList();
    }

    /** Empty where no snapshot can be restored from here. */
    Optional<Subject> find() {
        var backups = wanted().value().orElse(List.of());
        return begun().or(() -> asked(backups))
                .or(() -> backups.stream().filter(this::restorable).findFirst().map(b -> subject(b, jobs())));
    }

    private Optional<Subject> begun() {
        return temporary()
                .filter(t -> t.mark().filter(this::matches).isPresent())
                .findFirst()
                .map(t -> begun(t, t.mark().get()));
    }

    private Subject begun(TemporaryCluster temporary, ProofMark mark) {
        return new Subject(
                mark.snapshot(),
                mark.cluster(),
                mark.key(),
                backup(mark.snapshot()),
                Optional.of(temporary),
                latest(jobs().filter(j -> to(j, mark.snapshot()))
                        .filter(j -> j.running() || !j.time().isBefore(temporary.created()))));
    }

    private Optional<KeyBackup> backup(String snapshot) {
        return survey().flatMap(s -> s.backups().value()).stream()
                .flatMap(List::stream)
                .filter(b -> b.snapshot().equals(snapshot))
                .findFirst();
    }

    /** The restore of this very order, whose temporary cluster is gone again. */
    private Optional<Subject> asked(List<KeyBackup> backups) {
        return latest(jobs().filter(j -> !j.running() && ofThisOrder(j))
                        .filter(j -> j.snapshot().filter(s -> to(j, s)).isPresent()))
                .flatMap(job -> backups.stream()
                        .filter(b -> job.snapshot().filter(b.snapshot()::equals).isPresent())
                        .findFirst()
                        .map(b -> subject(b, Stream.of(job)))
                        .or(() -> expired(job)));
    }

    /** A snapshot may expire while the deletion is awaited. What was restored stays the subject. */
    private Optional<Subject> expired(RestoreJob job) {
        boolean chosen =
                want.cluster().map(job.cluster()::equals).orElse(!job.cluster().isEmpty());
        return job.snapshot()
                .filter(s -> chosen && backupsRead() && backup(s).isEmpty())
                .map(s -> new Subject(s, job.cluster(), "-", Optional.empty(), Optional.empty(), Optional.of(job)));
    }

    private boolean backupsRead() {
        return survey().flatMap(s -> s.backups().value()).isPresent();
    }

    /** However long ago: the computer may have slept while Atlas restored. */
    private boolean ofThisOrder(RestoreJob job) {
        return !job.time().isBefore(want.since());
    }

    /** Without a cluster of its own a restore that failed before this order is no reason not to try again. */
    private Subject subject(KeyBackup backup, Stream<RestoreJob> jobs) {
        var recent = jobs.filter(j -> to(j, backup.snapshot()))
                .filter(j -> !j.running())
                .filter(j -> ofThisOrder(j)
                        || j.finished() && j.time().isAfter(now.at().minus(RECENT)));
        return new Subject(
                backup.snapshot(),
                backup.cluster(),
                backup.masterKey().orElse("-"),
                Optional.of(backup),
                Optional.empty(),
                latest(recent));
    }

    private boolean to(RestoreJob job, String snapshot) {
        return job.snapshot().filter(snapshot::equals).isPresent()
                && job.isProof(now.project().id());
    }

    private static Optional<RestoreJob> latest(Stream<RestoreJob> jobs) {
        return jobs.max(Comparator.comparing(RestoreJob::running).thenComparing(RestoreJob::time));
    }

    private boolean matches(ProofMark mark) {
        return want.key().filter(k -> !sameKey(k, mark.key())).isEmpty()
                && want.cluster().filter(c -> !c.equals(mark.cluster())).isEmpty();
    }

    private static boolean sameKey(KeyArn key, String id) {
        return bare(key.keyId()).equals(bare(id));
    }

    /** Atlas has been seen to leave the prefix of multi-Region ids out. */
    static String bare(String id) {
        return id.replace("mrk-", "").replace("-", "");
    }

    /** Whether a temporary cluster of the same form can be made. Zones of a global cluster cannot be merged into one. */
    boolean restorable(KeyBackup backup) {
        return source(backup.cluster())
                .filter(c -> backup.shards() > 0 && (backup.sharding().isEmpty() || !global(c)))
                .isPresent();
    }

    static boolean global(Cluster cluster) {
        return cluster.clusterType().equals("GEOSHARDED");
    }

    /**
     * The cluster of a snapshot, also one that was deleted and for whose restores Atlas still answers. Of one that is
     * being deleted nobody knows yet whether its snapshots stay.
     */
    Optional<Cluster> source(String name) {
        return now.cluster(name)
                .filter(c -> !c.status().deleting())
                .or(() -> deleted(name)
                        .filter(d -> d.restores().value().isPresent())
                        .map(DeletedCluster::cluster))
                .filter(c -> c.eligibleTier()
                        && !c.clouds().isEmpty()
                        && !c.regions().isEmpty());
    }

    Optional<DeletedCluster> deleted(String name) {
        return survey().map(s -> s.others().deleted()).orElse(List.of()).stream()
                .filter(d -> d.cluster().name().equals(name))
                .findFirst();
    }

    /** The clusters that other proofs left, or that this one cannot use. */
    List<TemporaryCluster> others(Optional<Subject> subject) {
        return temporary()
                .filter(t -> subject.flatMap(Subject::left).filter(t::equals).isEmpty())
                .toList();
    }

    private Stream<TemporaryCluster> temporary() {
        return survey().flatMap(s -> s.records().temporary().value()).stream().flatMap(List::stream);
    }

    Stream<RestoreJob> jobs() {
        var ofLive =
                survey().flatMap(s -> s.others().restores().value()).stream().flatMap(List::stream);
        var ofDeleted = survey().map(s -> s.others().deleted()).orElse(List.of()).stream()
                .flatMap(d -> d.restores().value().stream())
                .flatMap(List::stream);
        return Stream.of(ofLive, ofDeleted, refused()).flatMap(jobs -> jobs);
    }

    private Stream<RestoreJob> refused() {
        return survey().map(s -> s.records().refused()).orElse(List.of()).stream()
                .map(r -> new RestoreJob(
                        "",
                        "",
                        Optional.of(r.snapshot()),
                        Optional.of(new RestoreTarget(now.project().id(), TemporaryCluster.name(r.snapshot()))),
                        RestoreState.REFUSED,
                        Optional.of(r.at())));
    }

    Optional<KeySurvey> survey() {
        return now.survey().value();
    }
}
