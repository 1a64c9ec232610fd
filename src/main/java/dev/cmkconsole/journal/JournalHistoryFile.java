package dev.cmkconsole.journal;

import dev.cmkconsole.io.WholeFile;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.HistoryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Checks and exports the journal's file, which may be written at the same time. */
public final class JournalHistoryFile implements HistoryFile {
    public static final String UNREADABLE = "HISTORY_UNREADABLE";
    public static final String EXPORT_FAILED = "EXPORT_FAILED";

    private final Path journal;
    private final Clock clock;

    public JournalHistoryFile(Path journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public JournalCheck verify() {
        try {
            return JournalVerifier.verify(journal).check();
        } catch (IOException e) {
            throw new ServiceException(
                    new Problem.Local("history.verify", UNREADABLE, e.toString(), clock.instant()), e);
        }
    }

    @Override
    public long export(Format format, Optional<String> projectId, Optional<String> runId, Path target) {
        var filter = new HistoryFilter(projectId, runId);
        long[] count = {0};
        try {
            WholeFile.replace(
                    target,
                    out -> count[0] = switch (format) {
                        case JSON_LINES -> JournalExport.jsonLines(journal, filter, clock.instant(), out);
                        case CSV -> JournalExport.csv(journal, filter, out);
                    });
            return count[0];
        } catch (IOException e) {
            throw new ServiceException(
                    new Problem.Local("history.export", EXPORT_FAILED, e.toString(), clock.instant()), e);
        }
    }
}
