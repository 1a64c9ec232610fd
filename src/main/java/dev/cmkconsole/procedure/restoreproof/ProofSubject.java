package dev.cmkconsole.procedure.restoreproof;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster.ProofMark;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.need.RestoreProofs;
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
     * @param left the temporary cluster, where it exists
     * @param job the restore to it, where one was asked for
     */
    record Subject(
            String snapshot,
            String cluster,
            String key,
            Optional<Instant> taken,
            Optional<TemporaryCluster> left,
            Optional<RestoreJob> job) {

        String temporaryName() {
            return TemporaryCluster.name(snapshot);
        }

        boolean ended() {
            return job.filter(j -> !j.running()).isPresent();
        }

        ProofStep step() {
            return new ProofStep(cluster, snapshot, key);
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
                taken(mark.snapshot()),
                Optional.of(temporary),
                latest(jobs().filter(j -> to(j, mark.snapshot()))
                        .filter(j -> j.running() || !j.time().isBefore(temporary.created()))));
    }

    private Optional<Instant> taken(String snapshot) {
        return survey().flatMap(s -> s.backups().value()).stream()
                .flatMap(List::stream)
                .filter(b -> b.snapshot().equals(snapshot))
                .findFirst()
                .flatMap(KeyBackup::taken);
    }

    /** The restore of this very order, whose temporary cluster is gone again. */
    private Optional<Subject> asked(List<KeyBackup> backups) {
        return latest(jobs().filter(j -> !j.running() && !j.time().isBefore(want.since()))
                        .filter(j -> j.snapshot().filter(s -> to(j, s)).isPresent()))
                .flatMap(job -> backups.stream()
                        .filter(b -> job.snapshot().filter(b.snapshot()::equals).isPresent())
                        .findFirst()
                        .map(b -> subject(b, Stream.of(job))));
    }

    /** Without a cluster of its own a restore that failed before this order is no reason not to try again. */
    private Subject subject(KeyBackup backup, Stream<RestoreJob> jobs) {
        var recent = jobs.filter(j -> to(j, backup.snapshot()))
                .filter(j -> j.finished()
                        ? j.time().isAfter(now.at().minus(RECENT))
                        : !j.running() && !j.time().isBefore(want.since()));
        return new Subject(
                backup.snapshot(),
                backup.cluster(),
                backup.masterKey().orElse("-"),
                backup.taken(),
                Optional.empty(),
                latest(recent));
    }

    private boolean to(RestoreJob job, String snapshot) {
        return job.snapshot().filter(snapshot::equals).isPresent()
                && job.target()
                        .filter(t -> t.projectId().equals(now.project().id())
                                && t.cluster().equals(TemporaryCluster.name(snapshot)))
                        .isPresent();
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

    /** Atlas documents a restore of an encrypted snapshot to a replica set only. */
    boolean restorable(KeyBackup backup) {
        return source(backup.cluster()).isPresent();
    }

    Optional<Cluster> source(String name) {
        return now.cluster(name)
                .filter(c -> c.eligibleTier()
                        && c.clusterType().equals("REPLICASET")
                        && !c.clouds().isEmpty()
                        && !c.regions().isEmpty());
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
        return survey().flatMap(s -> s.others().restores().value()).stream().flatMap(List::stream);
    }

    Optional<KeySurvey> survey() {
        return now.survey().value();
    }
}
