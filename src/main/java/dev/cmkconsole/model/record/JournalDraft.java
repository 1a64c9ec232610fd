package dev.cmkconsole.model.record;

import dev.cmkconsole.model.outcome.Reversibility;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the journal is asked to write: an entry without number, time and hash. Its texts are plain English, so that an
 * auditor needs no program.
 *
 * @param facts what the run saw and said: where it begins, where it ends, and before a step that cannot be undone
 */
public record JournalDraft(
        EntryKind kind,
        RunOrigin origin,
        StepAttempt stepAttempt,
        ChangeRequest change,
        RecordedResult result,
        Optional<RunFacts> facts) {

    /** An entry that asks for nothing and ends nothing yet. */
    public static JournalDraft of(EntryKind kind, RunOrigin origin, StepAttempt stepAttempt) {
        return new JournalDraft(kind, origin, stepAttempt, ChangeRequest.NONE, RecordedResult.NONE, Optional.empty());
    }

    public JournalDraft withChange(ChangeRequest asked) {
        return new JournalDraft(kind, origin, stepAttempt, asked, result, facts);
    }

    public JournalDraft withResult(RecordedResult ended) {
        return new JournalDraft(kind, origin, stepAttempt, change, ended, facts);
    }

    public JournalDraft withFacts(RunFacts seen) {
        return new JournalDraft(kind, origin, stepAttempt, change, result, Optional.of(seen));
    }

    /** The same entry with every text changed. */
    public JournalDraft mapTexts(UnaryOperator<String> how) {
        return new JournalDraft(
                kind,
                origin.mapTexts(how),
                stepAttempt.mapTexts(how),
                change.mapTexts(how),
                result.mapTexts(how),
                facts.map(f -> f.mapTexts(how)));
    }

    public String runId() {
        return origin.runId();
    }

    public String procedure() {
        return origin.procedure();
    }

    public String actor() {
        return origin.actor();
    }

    public String connection() {
        return origin.connection();
    }

    public String projectId() {
        return origin.projectId();
    }

    public String projectName() {
        return origin.projectName();
    }

    public Optional<String> step() {
        return stepAttempt.step();
    }

    public int attempt() {
        return stepAttempt.attempt();
    }

    public String title() {
        return stepAttempt.title();
    }

    public Optional<Reversibility> reversibility() {
        return stepAttempt.reversibility();
    }

    public Optional<String> target() {
        return change.target();
    }

    public Optional<String> request() {
        return change.request();
    }

    /** The request in its parts. */
    public Optional<RecordedRequest> recordedRequest() {
        return change.request().map(RecordedRequest::parse);
    }

    public Optional<String> before() {
        return change.before();
    }

    public Optional<Outcome> outcome() {
        return result.outcome();
    }

    public Optional<Integer> status() {
        return result.status();
    }

    public Optional<String> answer() {
        return result.answer();
    }

    public Optional<String> code() {
        return result.code();
    }

    public Optional<String> requestId() {
        return result.requestId();
    }

    /**
     * DONE: answered and read back. DONE_UNANSWERED: no usable answer, but read back as done. NOT_DONE: read back as
     * not done, and no longer possible. REFUSED: the service said no. UNKNOWN: no usable answer, and either reading
     * back failed or the effect may still come. STOPPED: by the user. FAILED: a run that ended early.
     */
    public enum Outcome {
        DONE,
        DONE_UNANSWERED,
        NOT_DONE,
        REFUSED,
        UNKNOWN,
        STOPPED,
        FAILED
    }
}
