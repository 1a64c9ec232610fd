package dev.cmkconsole.model.port;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The journal as a file to verify and to export. Neither method changes it. */
public interface HistoryFile {

    /** The recipient can verify JSON_LINES again; CSV is a table for reading. */
    enum Format {
        JSON_LINES,
        CSV
    }

    /**
     * The result of a verification.
     *
     * @param head hash of the last line, to be kept elsewhere; empty for an empty journal
     * @param faults one English sentence each, in the order of lines
     * @param newer whether the only faults are lines that a later version of this program wrote
     */
    record JournalCheck(boolean intact, long entries, Optional<String> head, List<String> faults, boolean newer) {
        public JournalCheck {
            faults = List.copyOf(faults);
        }
    }

    /**
     * Reads every line and verifies the chain.
     *
     * @throws dev.cmkconsole.model.outcome.ServiceException with code {@code HISTORY_UNREADABLE}
     */
    JournalCheck verify();

    /**
     * Writes entries to a file. The file is replaced only after all are written.
     *
     * @param projectId only of this project; empty for all
     * @param runId only of this run; empty for all
     * @return the number of entries written
     * @throws dev.cmkconsole.model.outcome.ServiceException with code {@code EXPORT_FAILED}
     */
    long export(Format format, Optional<String> projectId, Optional<String> runId, Path target);
}
