package dev.cmkconsole.report;

import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that is known of one run, from the journal alone: the one source of its page, its HTML, its JSON and its
 * text.
 *
 * @param origin of the run that was asked for, which is the last of the parts
 * @param next as things stood when the run ended
 */
public record RunReport(
        RunOrigin origin,
        Course course,
        ProjectChange change,
        Precautions precautions,
        List<Request> requests,
        List<NextAct> next,
        Source source) {

    public RunReport {
        requests = List.copyOf(requests);
        next = List.copyOf(next);
    }

    /**
     * When and how the run went. After someone did a step manually or made a decision, the next part is a run of its own.
     *
     * @param parts the ids of all parts, oldest first
     * @param continuedBy a later run that is the next part, where there is one
     * @param began when the first part began
     * @param end how the last part ended, with what the user was told then
     * @param name what the last part did, where it has a name of its own
     */
    public record Course(
            List<String> parts,
            Optional<String> continuedBy,
            Instant began,
            Optional<Instant> ended,
            Ending ending,
            Optional<RunFacts.End> end,
            Optional<String> name) {
        public Course {
            parts = List.copyOf(parts);
        }
    }

    /** The project before the first part and after the last. Journals of earlier versions have neither. */
    public record ProjectChange(Optional<ProjectFacts> before, Optional<ProjectFacts> after) {}

    /**
     * How the user was protected from harm.
     *
     * @param checks each time that checks were recorded, oldest first
     * @param irreversible what the user was told cannot be undone
     */
    public record Precautions(List<Checks> checks, List<RunFacts.Warning> irreversible) {
        public Precautions {
            checks = List.copyOf(checks);
            irreversible = List.copyOf(irreversible);
        }

        /** The checks that counted: those before the irreversible step, else the last ones recorded. */
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

    /**
     * How the run ended, by the names of the kinds of run results. NO_END: the journal has no end of the run. UNDER_WAY: the
     * same, and the program that writes the run is still at it.
     */
    public enum Ending {
        DONE,
        PARTLY,
        STOPPED,
        NEEDS_HANDS,
        NEEDS_DECISION,
        BLOCKED,
        FAILED,
        UNKNOWN,
        NO_END,
        UNDER_WAY;

        /** A run result's kind. A kind that only a later version knows counts as a failure. */
        static Ending of(String kind) {
            return java.util.Arrays.stream(values())
                    .filter(e -> e.name().equals(kind))
                    .findFirst()
                    .orElse(FAILED);
        }
    }

    /**
     * One request and its answer.
     *
     * @param runId the part in which it was sent
     * @param result without an outcome where the program ended between request and outcome, and no later run
     *     determined it
     * @param foundLater whether a later run determined the outcome
     */
    public record Request(
            EntryNumbers entries,
            String runId,
            StepAttempt stepAttempt,
            Times times,
            Sent sent,
            RecordedResult result,
            boolean foundLater) {
        public String step() {
            return stepAttempt.step().orElse("");
        }

        public Optional<Outcome> outcome() {
            return result.outcome();
        }
    }

    /**
     * Numbers of a request's entries in the journal.
     *
     * @param intent written before the request was sent
     * @param closing written when its outcome was known
     */
    public record EntryNumbers(Optional<Long> intent, Optional<Long> closing) {}

    /**
     * @param at when the request was sent
     * @param closed when its outcome was written
     */
    public record Times(Instant at, Optional<Instant> closed) {}

    /**
     * @param operation method and path, or the AWS operation and what it is about
     * @param target what is changed
     * @param body without secrets
     */
    public record Sent(Optional<String> operation, Optional<String> target, Optional<String> body) {}

    /** When checks were recorded. */
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
     * Something to do next, as of the end of the run.
     *
     * @param code stable, for programs
     * @param place where it is done: {@code clusters}, {@code switch}, {@code old-keys}, {@code check}; empty for no
     *     particular place
     */
    public record NextAct(String code, Text words, Optional<String> place) {}

    /**
     * The entries that the report was made from.
     *
     * @param first number of the run's first entry
     * @param last number of its last entry
     * @param hash hash of its last entry
     * @param check of the entire journal when the report was made; empty where none was made
     */
    public record Source(long first, long last, String hash, Optional<HistoryFile.JournalCheck> check) {}

    public Optional<RunFacts.End> end() {
        return course.end();
    }

    public Ending ending() {
        return course.ending();
    }

    /** A difference between the clocks that was known at the end of the run, or else at its beginning. */
    public Optional<ClockDifference> clock() {
        return Stream.of(change.after(), change.before())
                .flatMap(Optional::stream)
                .flatMap(facts -> facts.clock().stream())
                .map(ProjectFacts.ClockFact::difference)
                .findFirst();
    }

    public Optional<ProjectFacts> before() {
        return change.before();
    }

    public Optional<ProjectFacts> after() {
        return change.after();
    }
}
