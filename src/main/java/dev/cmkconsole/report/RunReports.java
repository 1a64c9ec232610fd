package dev.cmkconsole.report;

import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.ProcedureFollowUps;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.report.RunReport.Checks;
import dev.cmkconsole.report.RunReport.Ending;
import dev.cmkconsole.report.RunReport.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes reports from a journal. It holds no more entries than those of the requested run. */
public final class RunReports {

    /** Visits every entry, oldest first. */
    @FunctionalInterface
    public interface Entries {
        void forEach(Consumer<JournalEntry> visitor);
    }

    /**
     * What a journal has of one run.
     *
     * @param entries all of its entries, oldest first
     * @param successors the runs that continued it
     */
    public record Found(List<JournalEntry> entries, List<String> successors) {}

    /** Finds the entries of runs. */
    @FunctionalInterface
    public interface Source {
        Found of(String runId);
    }

    /** Tells which runs without an end are still in progress. */
    @FunctionalInterface
    public interface UnderWay {
        boolean test(String runId, Instant began);
    }

    private final Source journal;
    private final Optional<HistoryFile.JournalCheck> check;
    private final List<ProcedureFollowUps> procedures;
    private final UnderWay underWay;

    /**
     * @param check of the journal that the entries come from; the report quotes it
     * @param procedures what may follow each procedure of this version
     */
    public RunReports(Entries journal, Optional<HistoryFile.JournalCheck> check, List<ProcedureFollowUps> procedures) {
        this(runId -> searched(journal, runId), check, procedures, (_, _) -> false);
    }

    private RunReports(
            Source journal,
            Optional<HistoryFile.JournalCheck> check,
            List<ProcedureFollowUps> procedures,
            UnderWay underWay) {
        this.journal = journal;
        this.check = check;
        this.procedures = List.copyOf(procedures);
        this.underWay = underWay;
    }

    /** The same reports, which do not take a run in progress for one without an end. */
    public RunReports knowing(UnderWay running) {
        return new RunReports(journal, check, procedures, running);
    }

    /** For many reports of one journal; parameters as in the constructor. */
    public static RunReports from(
            Source journal, Optional<HistoryFile.JournalCheck> check, List<ProcedureFollowUps> procedures) {
        return new RunReports(journal, check, procedures, (_, _) -> false);
    }

    /** Empty when the journal has no such run. */
    public Optional<RunReport> of(String runId) {
        var successors = new ArrayList<String>();
        var runs = new ArrayList<RecordedRun>();
        var seen = new HashSet<String>();
        Optional<String> wanted = Optional.of(runId);
        while (wanted.isPresent() && seen.add(wanted.get())) {
            var run = run(wanted.get(), successors);
            run.ifPresent(found -> runs.addFirst(found));
            wanted = run.flatMap(r -> facts(r, EntryKind.RUN_STARTED).findFirst())
                    .flatMap(RunFacts::continues);
        }
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(report(
                        List.copyOf(runs),
                        successors.stream().filter(id -> !seen.contains(id)).findFirst()));
    }

    private Optional<RecordedRun> run(String runId, List<String> successors) {
        var found = journal.of(runId);
        successors.addAll(found.successors());
        return RecordedRun.of(found.entries()).stream().findFirst();
    }

    private static Found searched(Entries journal, String runId) {
        var entries = new ArrayList<JournalEntry>();
        var successors = new ArrayList<String>();
        journal.forEach(entry -> {
            var what = entry.what();
            if (what.runId().equals(runId)) {
                entries.add(entry);
            }
            if (what.kind() == EntryKind.RUN_STARTED
                    && what.facts()
                            .flatMap(RunFacts::continues)
                            .filter(runId::equals)
                            .isPresent()) {
                successors.add(what.runId());
            }
        });
        return new Found(entries, successors);
    }

    private static Stream<RunFacts> facts(RecordedRun run, EntryKind kind) {
        return run.entries().stream().filter(e -> e.what().kind() == kind).flatMap(e -> e.what().facts().stream());
    }

    private RunReport report(List<RecordedRun> parts, Optional<String> continuedBy) {
        var last = parts.getLast();
        var origin = last.first().origin();
        var course = course(parts, continuedBy);
        var change = new RunReport.ProjectChange(
                facts(parts.getFirst(), EntryKind.RUN_STARTED).findFirst().flatMap(RunFacts::project),
                closing(last).flatMap(RunFacts::project));
        var requests = parts.stream()
                .flatMap(run -> run.attempts().stream().map(a -> request(run, a)))
                .toList();
        return new RunReport(
                origin,
                course,
                change,
                new RunReport.Precautions(checks(parts), warnings(parts)),
                requests,
                new NextActs(followUps(origin.procedure()), course, change, requests).all(),
                source(parts));
    }

    private RunReport.Course course(List<RecordedRun> parts, Optional<String> continuedBy) {
        var last = parts.getLast();
        var end = closing(last).flatMap(RunFacts::end);
        var ending = end.map(e -> Ending.of(e.kind()))
                .or(() -> last.outcome().map(RunReports::ending))
                .orElse(underWay.test(last.runId(), last.began()) ? Ending.UNDER_WAY : Ending.NO_END);
        return new RunReport.Course(
                parts.stream().map(RecordedRun::runId).toList(),
                continuedBy,
                parts.getFirst().began(),
                last.ended(),
                ending,
                end,
                facts(last, EntryKind.RUN_STARTED).findFirst().flatMap(RunFacts::name));
    }

    private static Optional<RunFacts> closing(RecordedRun run) {
        return facts(run, EntryKind.RUN_ENDED).reduce((_, later) -> later);
    }

    private static List<RunFacts.Warning> warnings(List<RecordedRun> parts) {
        return parts.stream()
                .flatMap(run -> facts(run, EntryKind.RUN_STARTED))
                .flatMap(f -> f.irreversible().stream())
                .distinct()
                .toList();
    }

    private RunReport.Source source(List<RecordedRun> parts) {
        var last = parts.getLast().entries().getLast();
        return new RunReport.Source(parts.getFirst().entries().getFirst().seq(), last.seq(), last.hash(), check);
    }

    private ProcedureFollowUps followUps(String procedure) {
        return procedures.stream()
                .filter(p -> p.procedure().equals(procedure))
                .findFirst()
                .orElseGet(() -> ProcedureFollowUps.none(procedure));
    }

    /** Versions without facts recorded FAILED for every end that was neither done nor stopped. */
    private static Ending ending(Outcome outcome) {
        return switch (outcome) {
            case DONE, DONE_UNANSWERED -> Ending.DONE;
            case STOPPED -> Ending.STOPPED;
            case UNKNOWN -> Ending.UNKNOWN;
            case NOT_DONE, REFUSED, FAILED -> Ending.FAILED;
        };
    }

    private static List<Checks> checks(List<RecordedRun> parts) {
        return parts.stream()
                .flatMap(run -> run.entries().stream())
                .flatMap(entry -> entry.what().facts().stream()
                        .filter(f -> !f.checks().isEmpty())
                        .map(f -> new Checks(moment(entry.what().kind()), entry.at(), f.checks())))
                .toList();
    }

    private static Moment moment(EntryKind kind) {
        return switch (kind) {
            case RUN_STARTED -> Moment.START;
            case RUN_ENDED -> Moment.END;
            case INTENT, OUTCOME, RECONCILED -> Moment.BEFORE_IRREVERSIBLE;
        };
    }

    private static RunReport.Request request(RecordedRun run, RecordedRun.Attempt attempt) {
        var what = attempt.any().what();
        var closing = attempt.closing();
        var sent = what.recordedRequest().filter(request -> !request.text().isBlank());
        return new RunReport.Request(
                new RunReport.EntryNumbers(attempt.intent().map(JournalEntry::seq), closing.map(JournalEntry::seq)),
                run.runId(),
                what.stepAttempt(),
                new RunReport.Times(attempt.any().at(), closing.map(JournalEntry::at)),
                new RunReport.Sent(sent.map(RecordedRequest::line), what.target(), sent.flatMap(RecordedRequest::body)),
                closing.map(e -> told(e.what().result())).orElse(RecordedResult.NONE),
                closing.filter(e -> e.what().kind() == EntryKind.RECONCILED).isPresent());
    }

    /** A blank answer counts as none. */
    private static RecordedResult told(RecordedResult result) {
        return new RecordedResult(
                result.outcome(),
                result.status(),
                result.answer().filter(text -> !text.isBlank()),
                result.code(),
                result.requestId());
    }
}
