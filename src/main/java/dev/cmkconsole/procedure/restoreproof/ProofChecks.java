package dev.cmkconsole.procedure.restoreproof;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.DatabaseEdition;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.restoreproof.ProofSubject.Subject;
import java.util.List;
import java.util.Optional;

/** What must hold before a restore proof sends anything, and what it costs. */
final class ProofChecks {
    private static final StepId SNAPSHOT = StepId.of("check-snapshot");
    private static final StepId KEY = StepId.of("check-snapshot-key");
    private static final StepId SOURCE = StepId.of("check-source");
    private static final StepId EDITION = StepId.of("check-edition");
    private static final StepId COMPLIANCE = StepId.of("check-compliance-policy");
    private static final StepId NAME = StepId.of("check-temporary-name");
    private static final StepId COSTS = StepId.of("costs");
    private static final StepId LEFT = StepId.of("check-left-over");

    private final ProjectSnapshot now;
    private final RestoreProofChoices want;
    private final ProofSubject subjects;
    private final Optional<Subject> subject;
    /** Whether the restore ended and its cluster is gone. */
    private final boolean over;

    ProofChecks(ProjectSnapshot now, RestoreProofChoices want, ProofSubject subjects, Optional<Subject> subject) {
        this.now = now;
        this.want = want;
        this.subjects = subjects;
        this.subject = subject;
        this.over = subject.filter(s -> s.ended() && s.left().isEmpty()).isPresent();
    }

    /** Nothing is looked at for a proof that has ended. */
    private Status unlessOver(Status status) {
        return over ? Status.NOT_NEEDED : status;
    }

    Step snapshot() {
        var step = Step.check(SNAPSHOT).words("proof.snapshot");
        subject.ifPresent(s ->
                step.reason(newer(s).map(b -> Text.of("proof.snapshot.withNewer", chosen(s), notRestorable(b)))
                        .orElseGet(() -> chosen(s))));
        return step.status(snapshotStatus()).build();
    }

    private static Text chosen(Subject s) {
        return s.taken()
                .map(at -> Text.of("proof.snapshot.chosen", s.snapshot(), s.cluster(), at, s.key()))
                .orElseGet(() -> Text.of("proof.snapshot.chosenUndated", s.snapshot(), s.cluster(), s.key()));
    }

    /** The newest snapshot, where it is a newer one that cannot be restored from here. */
    private Optional<KeyBackup> newer(Subject s) {
        return subjects.wanted().value().orElse(List.of()).stream()
                .findFirst()
                .filter(b -> !b.snapshot().equals(s.snapshot()) && !subjects.restorable(b));
    }

    private Status snapshotStatus() {
        var temporary = now.survey().value().map(s -> s.records().temporary()).orElseGet(Observed::notRead);
        if (temporary.value().isEmpty()) {
            return new Status.Blocked(Text.of("proof.left.unread", temporary.unreadCode()));
        }
        var restores = now.survey().value().map(s -> s.others().restores()).orElseGet(Observed::notRead);
        if (restores.value().isEmpty()) {
            return new Status.Blocked(Text.of("proof.restores.unread", restores.unreadCode()));
        }
        if (subject.isPresent()) {
            return Status.DONE;
        }
        var wanted = subjects.wanted();
        return new Status.Blocked(wanted.fold(
                some -> some.isEmpty() ? none() : notRestorable(some.getFirst()),
                code -> Text.of("proof.snapshot.unread", code)));
    }

    private Text none() {
        return want.key()
                .map(key -> Text.of("proof.snapshot.none", key.toString()))
                .orElseGet(() -> Text.of("proof.snapshot.noneFormer"));
    }

    private Text notRestorable(KeyBackup newest) {
        String snapshot = newest.snapshot();
        String name = newest.cluster();
        var deleted = subjects.deleted(name).filter(_ -> now.cluster(name).isEmpty());
        if (subjects.source(name).isPresent()) {
            return Text.of(
                    newest.shards() > 0 ? "proof.snapshot.global" : "proof.snapshot.shardsUnknown", snapshot, name);
        }
        if (now.cluster(name).filter(c -> c.status().deleting()).isPresent()) {
            return Text.of("proof.snapshot.deleting", snapshot, name);
        }
        return deleted.map(d -> Text.of(
                        "proof.snapshot.deletedUnanswered",
                        snapshot,
                        name,
                        d.restores().unreadCode()))
                .orElseGet(() -> Text.of("proof.snapshot.clusterUnknown", snapshot, name));
    }

    /** What MongoDB's documentation leaves open is the user's decision: a refusal costs the time of a cluster. */
    Optional<Step> source() {
        var open = subject.flatMap(s -> s.backup()
                .flatMap(b ->
                        open(b.sharding().isPresent(), now.cluster(s.cluster()).isEmpty(), s)));
        return open.map(what -> Step.check(SOURCE)
                .words("proof.source")
                .status(unlessOver(want.unlessAccepted(SOURCE, what)))
                .build());
    }

    private static Optional<Text> open(boolean sharded, boolean deleted, Subject s) {
        if (!sharded && !deleted) {
            return Optional.empty();
        }
        var kind = deleted ? "proof.source.deleted" : "proof.source.sharded";
        return Optional.of(Text.of(sharded && deleted ? "proof.source.both" : kind, s.snapshot(), s.cluster()));
    }

    Step configuration() {
        Status status = now.posture()
                .map(this::configuration)
                .orElseGet(() -> new Status.Blocked(Text.of("plan.unreadable.encryption")));
        return Step.check(AccessSteps.CONFIGURATION)
                .words("proof.configuration")
                .status(unlessOver(status))
                .build();
    }

    private Status configuration(Posture posture) {
        return switch (posture) {
            case ROLE_BASED, ON_CREDENTIALS -> Status.DONE;
            case KEY_IN_DOUBT ->
                want.unlessAccepted(
                        AccessSteps.CONFIGURATION,
                        Text.of("proof.configuration.inDoubt", now.state().key().reason()));
            case KEY_INVALID -> new Status.Blocked(Text.of("proof.configuration.invalid"));
            case NOT_SET_UP, OTHER_PROVIDER -> new Status.Blocked(Text.of("proof.configuration.notSetUp"));
        };
    }

    Step owner() {
        return over
                ? Step.check(AccessSteps.OWNER)
                        .words("enable.checkOwner")
                        .status(Status.NOT_NEEDED)
                        .build()
                : AccessChecks.owner(now, want.accepted());
    }

    /** The key of the snapshot, not that of the project. */
    Step key() {
        Observed<CustomerKey> seen = subject.flatMap(s -> now.survey().value().stream()
                        .map(KeySurvey::keys)
                        .flatMap(List::stream)
                        .filter(k -> ProofSubject.bare(k.id()).equals(ProofSubject.bare(s.key())))
                        .findFirst())
                .map(UsedKey::kms)
                .orElseGet(Observed::notRead);
        String id = subject.map(Subject::key).orElse("-");
        Status status = subject.isEmpty()
                ? Status.DONE
                : seen.fold(
                        key -> key.state().enabled()
                                ? Status.DONE
                                : new Status.Blocked(Text.of(
                                        "proof.key.notEnabled", id, key.state().text())),
                        code -> want.unlessAccepted(KEY, Text.of("proof.key.unread", id, code)));
        return Step.check(KEY)
                .words("proof.key")
                .inExplanation(id)
                .status(unlessOver(status))
                .build();
    }

    /** Only Core is documented to restore a snapshot to a cluster that never used its key. */
    Optional<Step> edition() {
        return subject.flatMap(s -> subjects.source(s.cluster()))
                .filter(c -> c.edition() != DatabaseEdition.CORE)
                .map(c -> Step.check(EDITION)
                        .words("proof.edition")
                        .status(unlessOver(
                                want.unlessAccepted(EDITION, Text.of("proof.edition." + c.edition(), c.name()))))
                        .build());
    }

    private Observed<Optional<CompliancePolicy>> policy() {
        return now.survey().value().map(s -> s.others().compliance()).orElseGet(Observed::notRead);
    }

    /** Whether the temporary cluster has to be backed up itself. */
    boolean kept() {
        return policy().value().flatMap(p -> p).isPresent();
    }

    /** Under a Backup Compliance Policy every cluster is backed up, and nobody deletes its snapshots early. */
    Step compliance() {
        Status status = policy().fold(
                        p -> p.isEmpty()
                                ? Status.DONE
                                : want.unlessAccepted(COMPLIANCE, Text.of("proof.compliance.kept")),
                        code -> want.unlessAccepted(COMPLIANCE, Text.of("proof.compliance.unread", code)));
        return Step.check(COMPLIANCE)
                .words("proof.compliance")
                .status(unlessOver(status))
                .build();
    }

    /** Another cluster with the name of the temporary one is never touched. */
    Step name() {
        Status status = subject.filter(s -> s.left().isEmpty())
                .flatMap(s -> taken(s.temporaryName()))
                .<Status>map(Status.Blocked::new)
                .orElse(Status.DONE);
        return Step.check(NAME)
                .words("proof.name")
                .inExplanation(subject.map(Subject::temporaryName).orElse(TemporaryCluster.PREFIX))
                .status(unlessOver(status))
                .build();
    }

    /** A policy of the organization may forbid the temporary cluster, which is like the cluster of the snapshot. */
    Optional<Step> organization() {
        var like = subject.filter(s -> s.left().isEmpty()).flatMap(s -> subjects.source(s.cluster()));
        return like.flatMap(
                c -> new RuleSteps(now, want, subject.filter(Subject::ended).isPresent())
                        .organizationOfMore(List.of(RuleSteps.creation(
                                now, c.clouds().getFirst(), c.regions().getFirst()))));
    }

    private Optional<Text> taken(String name) {
        return now.cluster(name)
                .map(_ -> Text.of("proof.name.taken", name))
                .or(() -> subjects.deleted(name).map(_ -> Text.of("proof.name.kept", name)));
    }

    Step costs() {
        var step = Step.check(COSTS).words("proof.costs");
        var snapshot = subject.flatMap(Subject::backup);
        var like = subject.flatMap(s -> subjects.source(s.cluster()));
        if (snapshot.isPresent() && like.isPresent()) {
            var nodes = nodes(snapshot.get(), like.get());
            step.title(Text.of("proof.costs.of", nodes))
                    .reason(Text.of(
                            "proof.costs.known",
                            nodes,
                            like.get().clouds().getFirst(),
                            like.get().regions().getFirst()));
        }
        return step.status(Status.DONE).build();
    }

    private static Text nodes(KeyBackup snapshot, Cluster like) {
        if (snapshot.sharding().isEmpty()) {
            return Text.of("proof.costs.replicaSet", like.instanceSize());
        }
        boolean own = snapshot.sharding().get().dedicatedConfigServers();
        return Text.of(
                own ? "proof.costs.shardedWithConfig" : "proof.costs.sharded", snapshot.shards(), like.instanceSize());
    }

    Step leftKnown() {
        var temporary = now.survey().value().map(s -> s.records().temporary()).orElseGet(Observed::notRead);
        var strangers = temporary.value().orElse(List.of()).stream()
                .filter(t -> t.mark().isEmpty())
                .map(TemporaryCluster::name)
                .toList();
        var step = Step.check(LEFT).words("proof.leftOver");
        if (!strangers.isEmpty()) {
            step.reason(Text.of("proof.leftOver.strangers", String.join(", ", strangers)));
        }
        return step.status(temporary.fold(
                        _ -> Status.DONE, code -> new Status.Blocked(Text.of("proof.left.unread", code))))
                .build();
    }

    /** Another user may be proving something with the cluster right now. */
    Step notRestoring(TemporaryCluster temporary) {
        var id = StepId.of("check-not-restoring", temporary.name());
        boolean running = subjects.jobs()
                .anyMatch(j -> j.running()
                        && j.target()
                                .filter(t -> t.cluster().equals(temporary.name()))
                                .isPresent());
        return Step.check(id)
                .words("proof.notRestoring")
                .inTitle(temporary.name())
                .status(
                        running && !temporary.deleting()
                                ? want.unlessAccepted(id, Text.of("proof.notRestoring.running", temporary.name()))
                                : Status.DONE)
                .build();
    }
}
