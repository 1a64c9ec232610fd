package dev.cmkconsole.model.record;

import dev.cmkconsole.model.outcome.Reversibility;
import java.util.Optional;

/**
 * What is to be written into the journal, before it has a number, a time and a hash. Words are plain English, so that
 * an auditor needs no program.
 *
 * @param runId the run it belongs to
 * @param actor who acted: the Atlas credential's public name, and the AWS caller where one was used
 * @param connection {@code practice}, or the base URL of the real service
 * @param procedure {@code enable}, {@code clusters}, ...
 * @param step step id; empty for entries about a whole run
 * @param attempt from 1; 0 for entries about a whole run
 * @param title the step or the run in words
 * @param target what is changed: a role id, an ARN, a cluster
 * @param request the request as sent, without secrets: method and URL, or operation, then the body
 * @param outcome empty for an intent
 * @param answer the answer's body in short, or the problem's detail
 * @param code the service's error code
 * @param facts what the run saw and said at this moment: where it begins, where it ends, and before what cannot
 *     be undone
 * @param before with an intent: the document that is to be replaced, verbatim
 */
public record JournalDraft(
        Kind kind,
        String runId,
        String actor,
        String connection,
        String procedure,
        String projectId,
        String projectName,
        Optional<String> step,
        int attempt,
        String title,
        Optional<Reversibility> reversibility,
        Optional<String> target,
        Optional<String> request,
        Optional<Outcome> outcome,
        Optional<Integer> status,
        Optional<String> answer,
        Optional<String> code,
        Optional<String> requestId,
        Optional<RunFacts> facts,
        Optional<String> before) {

    /** Without facts and without a document. */
    public JournalDraft(
            Kind kind,
            String runId,
            String actor,
            String connection,
            String procedure,
            String projectId,
            String projectName,
            Optional<String> step,
            int attempt,
            String title,
            Optional<Reversibility> reversibility,
            Optional<String> target,
            Optional<String> request,
            Optional<Outcome> outcome,
            Optional<Integer> status,
            Optional<String> answer,
            Optional<String> code,
            Optional<String> requestId) {
        this(
                kind,
                runId,
                actor,
                connection,
                procedure,
                projectId,
                projectName,
                step,
                attempt,
                title,
                reversibility,
                target,
                request,
                outcome,
                status,
                answer,
                code,
                requestId,
                Optional.empty(),
                Optional.empty());
    }

    public JournalDraft withFacts(RunFacts seen) {
        return new JournalDraft(
                kind,
                runId,
                actor,
                connection,
                procedure,
                projectId,
                projectName,
                step,
                attempt,
                title,
                reversibility,
                target,
                request,
                outcome,
                status,
                answer,
                code,
                requestId,
                Optional.of(seen),
                before);
    }

    /** RECONCILED closes an intent whose outcome was never written, by what was observed later. */
    public enum Kind {
        RUN_STARTED,
        INTENT,
        OUTCOME,
        RECONCILED,
        RUN_ENDED
    }

    /**
     * DONE: answered and read back. DONE_UNANSWERED: no usable answer, but read back as done. NOT_DONE: read back as
     * not done, and nothing can come of it any more. REFUSED: the service said no. UNKNOWN: no usable answer, and
     * reading back failed or the effect may still come. STOPPED: by the user. FAILED: a run that ended early.
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
