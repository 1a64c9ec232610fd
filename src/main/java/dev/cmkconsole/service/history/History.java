package dev.cmkconsole.service.history;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.report.RunReport;
import dev.cmkconsole.report.RunReports;
import dev.cmkconsole.service.proof.TrialHistory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What was recorded, for the screens. Every method blocks and belongs on a background thread. */
public final class History {
    private final Journal journal;
    private final HistoryIndex index;
    private final HistoryFile file;
    private final List<ProcedureType<?>> procedures;
    private final Predicate<String> underWay;
    private final Clock clock;

    /** @param underWay whether a run is in progress in this program */
    public History(
            Journal journal,
            HistoryIndex index,
            HistoryFile file,
            List<ProcedureType<?>> procedures,
            Predicate<String> underWay,
            Clock clock) {
        this.journal = journal;
        this.index = index;
        this.file = file;
        this.procedures = procedures;
        this.underWay = underWay;
        this.clock = clock;
    }

    public List<JournalEntry> find(HistoryIndex.Query query) {
        return index.find(query);
    }

    /** Passes a mark of each entry that the query finds; its limit does not count. */
    public void marks(HistoryIndex.Query query, Consumer<HistoryIndex.Mark> visitor) {
        index.marks(query, visitor);
    }

    /** How much of the search index is built, in percent; empty when it is complete. */
    public OptionalInt indexBuilding() {
        return index.building();
    }

    /** Verifies every line against its hash chain. */
    public HistoryFile.JournalCheck verify() {
        return file.verify();
    }

    /**
     * Exports the history, or the entries of one project or one run, to a file.
     *
     * @return number of entries written
     */
    public long export(HistoryFile.Format format, Optional<String> projectId, Optional<String> runId, Path target) {
        return file.export(format, projectId, runId, target);
    }

    public TrialHistory trials() {
        return new TrialHistory(journal);
    }

    /** Whether this run is in progress in this program. */
    public boolean underWay(String runId) {
        return underWay.test(runId);
    }

    /** All entries of one run, oldest first. */
    public List<JournalEntry> ofRun(String runId) {
        return index.ofRun(runId).orElseGet(() -> journal.entriesOfRun(runId));
    }

    /**
     * The findings, actions and remaining state of a run, from the journal only.
     *
     * @throws ServiceException with code {@code NO_SUCH_RUN} when the journal does not contain the run
     */
    public RunReport report(String runId) {
        return new RunReports(
                        journal::forEach,
                        Optional.of(file.verify()),
                        procedures.stream().map(ProcedureType::followUps).toList())
                .knowing((run, _) -> underWay(run))
                .of(runId)
                .orElseThrow(
                        () -> new ServiceException(new Problem.Local("report", "NO_SUCH_RUN", runId, clock.instant())));
    }
}
