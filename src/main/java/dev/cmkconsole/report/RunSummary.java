package dev.cmkconsole.report;

import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RunOrigin;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a list of runs.
 *
 * @param ended empty where the run has no end, as {@code outcome}
 * @param attempts number of attempts at all steps
 * @param open number of attempts without an outcome
 */
public record RunSummary(
        RunOrigin origin,
        Words words,
        Instant began,
        Optional<Instant> ended,
        Optional<Outcome> outcome,
        int attempts,
        int open) {

    /**
     * What a run is called.
     *
     * @param title of the first entry
     * @param name what the run does, where it is less or other than the procedure's own name says
     */
    public record Words(String title, Optional<String> name) {}
}
