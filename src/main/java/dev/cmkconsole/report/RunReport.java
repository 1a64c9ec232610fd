package dev.cmkconsole.report;

import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RunFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of one run, from the journal alone: the one source of its page, its HTML, its JSON and its
 * text.
 *
 * @param runId the run that was asked for, which is the last of the parts
 * @param parts the runs it was made in, oldest first: after somebody acted by hand or decided, the next part is a
 *     run of its own
 * @param continuedBy a later run that is the next part, where there is one
 * @param before what the project was like when the first part began; empty in journals of versions that did not
 *     record it
 * @param after what it was like when the last part ended
 * @param checks what was checked, each time it was written down, oldest first
 * @param irreversible what the user was told cannot be undone
 * @param end how the last part ended, with what the user was told then
 * @param next as things stood when it ended
 */
public record RunReport(
        String runId,
        List<String> parts,
        Optional<String> continuedBy,
        String procedure,
        String projectId,
        String projectName,
        String actor,
        String connection,
        Instant began,
        Optional<Instant> ended,
        Ending ending,
        Optional<ProjectFacts> before,
        Optional<ProjectFacts> after,
        List<Request> requests,
        List<Checks> checks,
        List<RunFacts.Warning> irreversible,
        Optional<RunFacts.End> end,
        List<NextAct> next,
        Source source) {

    /** How it ended, by the names of the kinds of run results; NO_END where nothing is written about that. */
    public enum Ending {
        DONE,
        PARTLY,
        STOPPED,
        NEEDS_HANDS,
        NEEDS_DECISION,
        BLOCKED,
        FAILED,
        NO_END;

        /** A run result's kind; a word of a later version counts as a failure. */
        static Ending of(String kind) {
            return java.util.Arrays.stream(values())
                    .filter(e -> e.name().equals(kind))
                    .findFirst()
                    .orElse(FAILED);
        }
    }

    public RunReport {
        parts = List.copyOf(parts);
        requests = List.copyOf(requests);
        checks = List.copyOf(checks);
        irreversible = List.copyOf(irreversible);
        next = List.copyOf(next);
    }

    /**
     * One request and its answer.
     *
     * @param intent number of the journal's entry that was written before it was sent
     * @param closing number of the entry that says what came of it
     * @param operation method and path, or the AWS operation with its target
     * @param body without secrets
     * @param outcome empty where the program ended between request and outcome, and no later run found it out
     * @param foundLater whether a later run found the outcome out
     */
    public record Request(
            Optional<Long> intent,
            Optional<Long> closing,
            String runId,
            String step,
            int attempt,
            String title,
            Optional<Reversibility> reversibility,
            Instant at,
            Optional<Instant> closed,
            Optional<String> operation,
            Optional<String> target,
            Optional<String> body,
            Optional<Outcome> outcome,
            Optional<Integer> status,
            Optional<String> code,
            Optional<String> requestId,
            Optional<String> answer,
            boolean foundLater) {}

    /** When checks were written down. */
    public enum Moment {
        START,
        BEFORE_IRREVERSIBLE,
        END
    }

    /** @param at when the entry was written */
    public record Checks(Moment moment, Instant at, List<RunFacts.CheckFact> answers) {
        public Checks {
            answers = List.copyOf(answers);
        }
    }

    /**
     * Something to do next, as things stood when the run ended.
     *
     * @param code stable, for programs
     * @param place where it is done: {@code clusters}, {@code switch}, {@code old-keys}, {@code check}; empty
     *     where it is nowhere in particular
     */
    public record NextAct(String code, Text words, Optional<String> place) {}

    /**
     * What the report was made from.
     *
     * @param first number of the run's first entry
     * @param last number of its last entry
     * @param hash hash of its last entry
     * @param check the whole journal as it was checked when the report was made; empty where it was not
     */
    public record Source(long first, long last, String hash, Optional<HistoryFile.Check> check) {}

    /** The checks that counted: those before what cannot be undone, else the last ones written down. */
    public Optional<Checks> decisive() {
        return last(Moment.BEFORE_IRREVERSIBLE).or(() -> last(Moment.END)).or(() -> last(Moment.START));
    }

    private Optional<Checks> last(Moment moment) {
        return checks.stream()
                .filter(c -> c.moment == moment && !c.answers.isEmpty())
                .reduce((_, later) -> later);
    }

    public Optional<Checks> atStart() {
        return checks.stream().filter(c -> c.moment == Moment.START).findFirst();
    }
}
