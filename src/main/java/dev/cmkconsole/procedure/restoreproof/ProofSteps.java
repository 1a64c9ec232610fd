package dev.cmkconsole.procedure.restoreproof;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.atlas.backup.RestoreJob.RestoreState;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster.ProofMark;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeyRecords;
import dev.cmkconsole.model.snapshot.KeyRecords.RefusedRestore;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.RestoreRequests;
import dev.cmkconsole.procedure.restoreproof.ProofSubject.Subject;
import java.util.List;
import java.util.Optional;

/** The steps of one restore proof: create, restore, delete, and what the restore showed. */
final class ProofSteps {
    private static final StepId CREATE = StepId.of("create-temporary");
    private static final StepId CREATED = StepId.of("temporary-created");
    private static final StepId RESTORE = StepId.of("restore-snapshot");
    private static final StepId RESTORED = StepId.of("snapshot-restored");
    private static final StepId GONE = StepId.of("temporary-gone");
    /** Creating and restoring take a long time, so Atlas is asked less often than elsewhere. */
    private static final int SLOWER = 4;

    private final ProjectSnapshot now;
    private final WaitSettings waits;
    private final Subject subject;
    private final String name;
    private final ProofMark mark;

    ProofSteps(ProjectSnapshot now, WaitSettings waits, Subject subject) {
        this.now = now;
        this.waits = waits;
        this.subject = subject;
        this.name = subject.temporaryName();
        this.mark = subject.left()
                .flatMap(TemporaryCluster::mark)
                .orElseGet(() -> new ProofMark(subject.snapshot(), subject.cluster(), subject.key()));
    }

    /**
     * @param like the cluster of the snapshot
     * @param backup whether a policy demands that the temporary cluster is backed up
     */
    List<Step> steps(Optional<Cluster> like, boolean backup) {
        return List.of(create(like, backup), created(), restore(), restored(), delete(), gone(), proof());
    }

    private boolean goingOn() {
        return subject.left().filter(t -> !t.deleting()).isPresent();
    }

    private Step create(Optional<Cluster> like, boolean backup) {
        var step = Step.atlas(CREATE)
                .words("proof.create")
                .inTitle(name)
                .inExplanation(name, subject.cluster())
                .reversibility(Reversibility.COMPENSATE)
                .status(Status.when(subject.left().isPresent() || subject.ended()))
                .before(RestoreRequests.clusterTags(mark.tags()))
                .target(name);
        like.ifPresent(c -> subject.backup()
                .ifPresent(b -> step.request(
                        RestoreRequests.createClusterFor(b, c, now.project().id(), name, mark.tags(), backup))));
        return step.build();
    }

    private Step created() {
        boolean ready = subject.job().isPresent()
                || subject.left().filter(TemporaryCluster::idle).isPresent();
        return Step.waiting(CREATED)
                .words("proof.created")
                .inTitle(name)
                .inExplanation(name)
                .status(Status.when(ready))
                .until(new Awaited.ClusterSettled(name))
                .poll(waits.poll())
                .build();
    }

    /** It replaces the data of its target, so name and tags of that are read right before. */
    private Step restore() {
        return Step.atlas(RESTORE)
                .words("proof.restore")
                .inTitle(subject.snapshot(), name)
                .inExplanation(subject.snapshot(), subject.cluster(), name)
                .reversibility(Reversibility.NEVER)
                .status(
                        subject.refused()
                                ? Status.NOT_NEEDED
                                : Status.when(subject.job().isPresent()))
                .request(RestoreRequests.restore(now.project().id(), subject.cluster(), subject.snapshot(), name))
                .held(!goingOn())
                .target(subject.snapshot() + " of " + subject.cluster() + " with key " + subject.key())
                .build();
    }

    private Step restored() {
        return Step.waiting(RESTORED)
                .words("proof.restored")
                .inExplanation(subject.cluster())
                .status(subject.refused() ? Status.NOT_NEEDED : Status.when(subject.ended()))
                .until(new Awaited.Restored(
                        subject.cluster(),
                        name,
                        subject.left().map(TemporaryCluster::created).orElse(now.at())))
                .poll(waits.poll().multipliedBy(SLOWER))
                .build();
    }

    private Step delete() {
        return Step.atlas(RestoreProofPlanner.DELETE)
                .words("proof.delete")
                .inTitle(name)
                .inExplanation(name)
                .reversibility(Reversibility.NEVER)
                .status(Status.when(subject.ended() && !goingOn()))
                .request(RestoreRequests.deleteCluster(now.project().id(), name))
                .before(RestoreRequests.clusterTags(mark.tags()))
                .held(!goingOn())
                .target(name)
                .build();
    }

    private Step gone() {
        return gone(GONE, name, waits, subject.ended() && subject.left().isEmpty());
    }

    private static Step gone(StepId id, String name, WaitSettings waits, boolean over) {
        return Step.waiting(id)
                .words("proof.gone")
                .inTitle(name)
                .inExplanation(name)
                .status(Status.when(over))
                .until(new Awaited.ClusterGone(name))
                .poll(waits.poll())
                .build();
    }

    /** In a lane of its own, so that the temporary cluster is deleted whatever the restore showed. */
    private Step proof() {
        var step = Step.check(subject.step())
                .words("proof.proof")
                .inExplanation(subject.snapshot(), subject.cluster())
                .lane(name);
        subject.job()
                .filter(RestoreJob::finished)
                .ifPresent(j -> step.reason(
                        Text.of("proof.proof.given", subject.snapshot(), subject.cluster(), j.time(), subject.key())));
        return step.status(proven()).build();
    }

    private Status proven() {
        return subject.job()
                .filter(j -> !j.running())
                .map(j -> j.finished() ? Status.DONE : new Status.Blocked(notProven(j)))
                .orElse(Status.TO_DO);
    }

    private Text notProven(RestoreJob job) {
        if (job.state() != RestoreState.REFUSED) {
            return Text.of("proof.proof." + job.state(), subject.snapshot(), subject.key());
        }
        var code = now.survey().value().map(KeySurvey::records).map(KeyRecords::refused).orElse(List.of()).stream()
                .filter(r -> r.snapshot().equals(subject.snapshot()))
                .map(RefusedRestore::code)
                .reduce("-", (_, last) -> last);
        return Text.of("proof.proof.REFUSED", subject.snapshot(), subject.key(), code);
    }

    /** Deletes what an interrupted proof left. */
    static List<Step> removal(ProjectSnapshot now, WaitSettings waits, TemporaryCluster left) {
        var delete = Step.atlas(StepId.of(RestoreProofPlanner.DELETE.value(), left.name()))
                .words("proof.delete")
                .inTitle(left.name())
                .inExplanation(left.name())
                .reversibility(Reversibility.NEVER)
                .status(Status.when(left.deleting()))
                .request(RestoreRequests.deleteCluster(now.project().id(), left.name()))
                .before(RestoreRequests.clusterTags(left.mark().orElseThrow().tags()))
                .target(left.name())
                .build();
        return List.of(delete, gone(StepId.of(GONE.value(), left.name()), left.name(), waits, false));
    }
}
