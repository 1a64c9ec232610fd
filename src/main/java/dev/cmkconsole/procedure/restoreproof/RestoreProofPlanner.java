package dev.cmkconsole.procedure.restoreproof;

import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.request.RestoreRequests;
import dev.cmkconsole.procedure.restoreproof.ProofSubject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plans a restore of the newest snapshot that needs a key to a cluster made for it, and the deletion of that cluster. No
 * other cluster is ever the target: before the restore and before the deletion, name and tags are read anew.
 */
public final class RestoreProofPlanner implements Planner<RestoreProofChoices> {
    public static final StepId DELETE = StepId.of("delete-temporary");

    private final WaitSettings waits;

    public RestoreProofPlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return RestoreProofProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(RestoreProofChoices want) {
        return want.cleanUp() ? ReadScope.CONFIGURED : ReadScope.CONFIGURED.with(ReadScope.More.POLICIES);
    }

    @Override
    public Optional<KeySurveyRequest> keySurveyRequest(RestoreProofChoices want) {
        return Optional.of(
                new KeySurveyRequest(Optional.empty(), Optional.empty(), Optional.empty(), want.key(), false));
    }

    @Override
    public Plan plan(ProjectSnapshot now, RestoreProofChoices want) {
        var subjects = new ProofSubject(now, want);
        return want.cleanUp() ? cleanUp(now, want, subjects) : prove(now, want, subjects);
    }

    private Plan prove(ProjectSnapshot now, RestoreProofChoices want, ProofSubject subjects) {
        var subject = subjects.find();
        var checks = new ProofChecks(now, want, subjects, subject);
        var steps = new ArrayList<Step>();
        steps.add(checks.snapshot());
        steps.add(checks.configuration());
        steps.add(checks.owner());
        steps.add(checks.key());
        checks.source().ifPresent(steps::add);
        checks.edition().ifPresent(steps::add);
        steps.add(checks.compliance());
        steps.add(checks.name());
        checks.organization().ifPresent(steps::add);
        subject.ifPresent(s -> {
            steps.add(checks.costs());
            steps.addAll(new ProofSteps(now, waits, s).steps(subjects.source(s.cluster()), checks.kept()));
        });
        return new Plan(RestoreProofProcedure.TYPE, now.project(), now.at(), steps)
                .withLeftovers(Stream.concat(
                                subject.flatMap(Subject::left).stream()
                                        .filter(t -> !t.deleting())
                                        .map(t -> own(now, t)),
                                subjects.others(subject).stream()
                                        .filter(t -> t.mark().isPresent() && !t.deleting())
                                        .map(RestoreProofPlanner::other))
                        .toList());
    }

    /** Every way out of a run before the deletion leaves this cluster, which Atlas bills. */
    private static Leftover own(ProjectSnapshot now, TemporaryCluster left) {
        return new Leftover(
                Text.of("proof.leftOwn", left.name()),
                Text.of("proof.leftOwn.advice"),
                List.of(new Step.Copyable(
                        Text.of("copy.atlasCommand"),
                        Commands.atlas(
                                RestoreRequests.deleteCluster(now.project().id(), left.name())))));
    }

    private static Leftover other(TemporaryCluster left) {
        var mark = left.mark().orElseThrow();
        return new Leftover(
                Text.of("proof.left", left.name(), mark.snapshot(), mark.cluster()),
                Text.of("proof.left.advice"),
                List.of());
    }

    private Plan cleanUp(ProjectSnapshot now, RestoreProofChoices want, ProofSubject subjects) {
        var checks = new ProofChecks(now, want, subjects, Optional.<Subject>empty());
        var steps = new ArrayList<Step>();
        steps.add(checks.leftKnown());
        var left = now.survey()
                .value()
                .map(KeySurvey::records)
                .flatMap(r -> r.temporary().value())
                .orElse(List.of());
        var marked = left.stream().filter(t -> t.mark().isPresent()).toList();
        if (!marked.isEmpty()) {
            steps.add(AccessChecks.owner(now, want.accepted()));
        }
        for (var temporary : marked) {
            steps.add(checks.notRestoring(temporary));
            steps.addAll(ProofSteps.removal(now, waits, temporary));
        }
        return new Plan(RestoreProofProcedure.TYPE, now.project(), now.at(), steps)
                .named(Text.of("procedure.restore-proof.cleanUp"));
    }
}
