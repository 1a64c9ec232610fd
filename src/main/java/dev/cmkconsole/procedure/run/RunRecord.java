package dev.cmkconsole.procedure.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.port.ServiceDates;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Writes one run into the journal, in plain words. */
final class RunRecord {
    private final Journal journal;
    private final Phrasebook phrasebook;
    private final Runner.Order<?> order;
    private final String runId;
    private final Project project;
    private final RunFactsRecorder facts;

    RunRecord(Runner.Tools tools, Runner.Order<?> order, String runId, Project project) {
        this.journal = tools.journal();
        this.phrasebook = tools.phrasebook();
        this.order = order;
        this.runId = runId;
        this.project = project;
        this.facts =
                new RunFactsRecorder(phrasebook, accepted(order), order.continues(), ServiceDates.of(tools.clock()));
    }

    void started(Plan plan, ProjectSnapshot now) {
        append(run(
                        EntryKind.RUN_STARTED,
                        plan.open().size() + " of " + plan.steps().size() + " steps to do" + accepted(order, plan),
                        Optional.empty(),
                        Optional.empty())
                .withFacts(facts.seen(plan, now)));
    }

    private static <C extends Choices<C>> Set<StepId> accepted(Runner.Order<C> of) {
        return of.choices().accepted();
    }

    /** Whoever reads the record later must see what was not known, and that the user knew that. */
    private static <C extends Choices<C>> String accepted(Runner.Order<C> of, Plan plan) {
        var accepted = accepted(of);
        var ids = plan.steps().stream()
                .map(s -> s.id())
                .filter(accepted::contains)
                .map(StepId::value)
                .toList();
        return ids.isEmpty() ? "" : "; accepted by the user although it cannot be told: " + String.join(", ", ids);
    }

    void ended(RunResult result) {
        var kind = result.kind();
        var outcome = switch (kind) {
            case DONE -> Outcome.DONE;
            case STOPPED -> Outcome.STOPPED;
            case UNKNOWN -> Outcome.UNKNOWN;
            case PARTLY, NEEDS_HANDS, NEEDS_DECISION, BLOCKED, FAILED -> Outcome.FAILED;
        };
        append(run(
                        EntryKind.RUN_ENDED,
                        "Run ended: "
                                + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                        Optional.of(outcome),
                        result.problem())
                .withFacts(facts.ended(result)));
    }

    /** Before an irreversible step it also records what was known of the project, and how the checks stood. */
    JournalEntry intent(Step step, int attempt, Plan plan, ProjectSnapshot now) {
        var draft = step(EntryKind.INTENT, step, attempt, Optional.empty(), Optional.empty(), Optional.empty());
        return journal.append(
                step.reversibility() == Reversibility.NEVER ? draft.withFacts(facts.seen(plan, now)) : draft);
    }

    void outcome(Step step, int attempt, Outcome outcome, Optional<Answer> answer, Optional<Problem> problem) {
        append(step(EntryKind.OUTCOME, step, attempt, Optional.of(outcome), answer, problem));
    }

    /** When a change of AWS was last begun for this project, in whichever run. */
    Optional<Instant> lastAwsChange() {
        return journal.trace(traces -> traces.lastAwsChange(project.id()));
    }

    /** Whether this history has the answer with which Atlas created a role record of the project. */
    boolean made(String roleId) {
        return journal.trace(traces -> traces.madeRecord(project.id(), roleId));
    }

    /** Closes an intent of an earlier run that has no outcome. */
    void reconciled(JournalEntry intent, Outcome outcome) {
        var was = intent.what();
        var origin = new RunOrigin(
                was.runId(), was.procedure(), order.actor(), order.connection(), was.projectId(), project.name());
        var asked = new ChangeRequest(was.target(), was.request(), Optional.empty());
        var result = new RecordedResult(
                Optional.of(outcome),
                Optional.empty(),
                Optional.of("No outcome had been determined. This is what the project showed when it was read again."),
                Optional.empty(),
                Optional.empty());
        append(JournalDraft.of(EntryKind.RECONCILED, origin, was.stepAttempt())
                .withChange(asked)
                .withResult(result));
    }

    private RunOrigin origin() {
        return new RunOrigin(
                runId,
                order.planner().procedure().id(),
                order.actor(),
                order.connection(),
                project.id(),
                project.name());
    }

    private JournalDraft run(EntryKind kind, String title, Optional<Outcome> outcome, Optional<Problem> problem) {
        return JournalDraft.of(kind, origin(), StepAttempt.wholeRun(title))
                .withResult(new RecordedResult(
                        outcome,
                        Optional.empty(),
                        problem.map(Problem::detail),
                        problem.map(Problem::code),
                        problem.flatMap(Problem::requestId)));
    }

    private JournalDraft step(
            EntryKind kind,
            Step step,
            int attempt,
            Optional<Outcome> outcome,
            Optional<Answer> answer,
            Optional<Problem> problem) {
        boolean intent = kind == EntryKind.INTENT;
        var attempted = StepAttempt.of(step.id().value(), attempt, phrasebook.say(step.title()), step.reversibility());
        var asked = new ChangeRequest(
                target(step), intent ? request(step) : Optional.empty(), intent ? before(step) : Optional.empty());
        var result = new RecordedResult(
                outcome,
                answer.map(Answer::status).or(() -> problem.flatMap(RunRecord::status)),
                answer.map(Answer::summary).or(() -> problem.map(Problem::detail)),
                problem.map(Problem::code),
                answer.flatMap(Answer::requestId).or(() -> problem.flatMap(Problem::requestId)));
        return JournalDraft.of(kind, origin(), attempted).withChange(asked).withResult(result);
    }

    /** What a change replaces or deletes, so that nobody has to remember it. */
    private static Optional<String> before(Step step) {
        return switch (step) {
            case Step.AwsStep a -> a.diff().map(Step.Diff::before).filter(document -> !document.isBlank());
            case Step.AtlasStep a ->
                a.request().filter(r -> r.method().equals("DELETE")).flatMap(_ -> a.before());
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> status(Problem problem) {
        return switch (problem) {
            case Problem.Refused r -> Optional.of(r.status());
            case Problem.ServerFault f -> Optional.of(f.status());
            case Problem.RateLimited _ -> Optional.of(429);
            default -> Optional.empty();
        };
    }

    private static Optional<String> target(Step step) {
        return switch (step) {
            case Step.AtlasStep a -> a.target();
            case Step.AwsStep a -> a.request().map(RunRecord::target);
            default -> Optional.empty();
        };
    }

    /** A key that is taken out of a policy is named here, because the new policy no longer names it. */
    private static String target(AwsRequest request) {
        return switch (request) {
            case AwsRequest.EditRolePolicy edit ->
                edit.target() + edit.without().map(key -> " without " + key).orElse("");
            case AwsRequest.DeleteRolePolicy delete ->
                delete.target() + delete.without().map(key -> " without " + key).orElse("");
            default -> request.target();
        };
    }

    private static Optional<String> request(Step step) {
        Optional<RecordedRequest> sent = switch (step) {
            case Step.AtlasStep a -> a.request().map(RecordedRequest::of);
            case Step.AwsStep a -> a.request().map(request -> RecordedRequest.of(request, body(request)));
            default -> Optional.empty();
        };
        return sent.map(RecordedRequest::text);
    }

    private static String body(AwsRequest r) {
        return switch (r) {
            case AwsRequest.CreateRole c -> c.trustPolicy();
            case AwsRequest.UpdateTrustPolicy u -> u.trustPolicy();
            case AwsRequest.PutRolePolicy p -> p.document();
            case AwsRequest.PutKeyPolicy k -> k.document();
            case AwsRequest.CreateKey k -> createKeyBody(k.key());
            case AwsRequest.ReplicateKey k -> replicateBody(k);
            case AwsRequest.EnableKeyRotation k -> "{\"RotationPeriodInDays\":" + k.periodDays() + "}";
            case AwsRequest.CreateAlias _, AwsRequest.RotateKeyOnDemand _ -> "{}";
            case AwsRequest.EditRolePolicy e -> e.document();
            case AwsRequest.ScheduleKeyDeletion d -> "{\"PendingWindowInDays\":" + d.days() + "}";
            case AwsRequest.UpdateAccessKey u -> "{\"Status\":\"" + u.status() + "\"}";
            case AwsRequest.DeleteRolePolicy _,
                    AwsRequest.DetachRolePolicy _,
                    AwsRequest.DeleteRole _,
                    AwsRequest.EnableKey _,
                    AwsRequest.DisableKey _,
                    AwsRequest.CancelKeyDeletion _,
                    AwsRequest.DeleteAccessKey _ -> "{}";
        };
    }

    private static String replicateBody(AwsRequest.ReplicateKey request) {
        var json = JsonNodeFactory.instance.objectNode().put("Description", request.description());
        if (!request.policy().isBlank()) {
            json.put("Policy", request.policy());
        }
        return json.toString();
    }

    /** The members of KMS' own request. */
    private static String createKeyBody(NewKey key) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("Description", key.description())
                .put("MultiRegion", key.multiRegion());
        var tags = json.putArray("Tags");
        key.allTags()
                .forEach((name, value) -> tags.addObject().put("TagKey", name).put("TagValue", value));
        return json.toString();
    }

    private void append(JournalDraft draft) {
        journal.append(draft);
    }
}
