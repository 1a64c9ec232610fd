package dev.cmkconsole.report;

import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.ProcedureFollowUps;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.report.RunReport.Checks;
import dev.cmkconsole.report.RunReport.Ending;
import dev.cmkconsole.report.RunReport.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes reports from a journal, without holding more of it than the run that is asked for. */
public final class RunReports {

    /** Gives every entry, oldest first, to a visitor. */
    @FunctionalInterface
    public interface Entries {
        void forEach(Consumer<JournalEntry> visitor);
    }

    private final Entries journal;
    private final Optional<HistoryFile.Check> check;
    private final List<ProcedureFollowUps> procedures;

    /**
     * @param check of the journal that the entries come from, quoted in the report
     * @param procedures what may follow each procedure of this version
     */
    public RunReports(Entries journal, Optional<HistoryFile.Check> check, List<ProcedureFollowUps> procedures) {
        this.journal = journal;
        this.check = check;
        this.procedures = List.copyOf(procedures);
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
        var entries = new ArrayList<JournalEntry>();
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
        return RecordedRun.of(entries).stream().findFirst();
    }

    private static Stream<RunFacts> facts(RecordedRun run, EntryKind kind) {
        return run.entries().stream().filter(e -> e.what().kind() == kind).flatMap(e -> e.what().facts().stream());
    }

    private RunReport report(List<RecordedRun> parts, Optional<String> continuedBy) {
        var first = parts.getFirst();
        var last = parts.getLast();
        var what = last.first();
        var before = facts(first, EntryKind.RUN_STARTED).findFirst().flatMap(RunFacts::project);
        var closing = facts(last, EntryKind.RUN_ENDED).reduce((_, later) -> later);
        var requests = parts.stream()
                .flatMap(run -> run.attempts().stream().map(a -> request(run, a)))
                .toList();
        var warnings = parts.stream()
                .flatMap(run -> facts(run, EntryKind.RUN_STARTED))
                .flatMap(f -> f.irreversible().stream())
                .distinct()
                .toList();
        var end = closing.flatMap(RunFacts::end);
        var ending = end.map(e -> Ending.of(e.kind()))
                .or(() -> last.outcome().map(RunReports::ending))
                .orElse(Ending.NO_END);
        var after = closing.flatMap(RunFacts::project);
        var source = new RunReport.Source(
                first.entries().getFirst().seq(),
                last.entries().getLast().seq(),
                last.entries().getLast().hash(),
                check);
        return new RunReport(
                last.runId(),
                parts.stream().map(RecordedRun::runId).toList(),
                continuedBy,
                what.procedure(),
                what.projectId(),
                what.projectName(),
                what.actor(),
                what.connection(),
                first.began(),
                last.ended(),
                ending,
                before,
                after,
                requests,
                checks(parts),
                warnings,
                end,
                new NextActs(followUps(what.procedure()), ending, before, after, end, requests).all(),
                source);
    }

    private ProcedureFollowUps followUps(String procedure) {
        return procedures.stream()
                .filter(p -> p.procedure().equals(procedure))
                .findFirst()
                .orElseGet(() -> ProcedureFollowUps.none(procedure));
    }

    /** Versions that recorded no facts wrote FAILED for every end that was neither done nor stopped. */
    private static Ending ending(Outcome outcome) {
        return switch (outcome) {
            case DONE, DONE_UNANSWERED -> Ending.DONE;
            case STOPPED -> Ending.STOPPED;
            case NOT_DONE, REFUSED, UNKNOWN, FAILED -> Ending.FAILED;
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
        var sent = what.request().filter(text -> !text.isBlank()).map(RecordedRequest::parse);
        return new RunReport.Request(
                attempt.intent().map(JournalEntry::seq),
                closing.map(JournalEntry::seq),
                run.runId(),
                attempt.step(),
                attempt.number(),
                attempt.title(),
                what.reversibility(),
                attempt.any().at(),
                closing.map(JournalEntry::at),
                sent.map(RecordedRequest::line),
                what.target(),
                sent.flatMap(RecordedRequest::body),
                closing.flatMap(e -> e.what().outcome()),
                closing.flatMap(e -> e.what().status()),
                closing.flatMap(e -> e.what().code()),
                closing.flatMap(e -> e.what().requestId()),
                closing.flatMap(e -> e.what().answer()).filter(t -> !t.isBlank()),
                closing.filter(e -> e.what().kind() == EntryKind.RECONCILED).isPresent());
    }
}
