package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.JournalEntry;
import java.util.Optional;

/** A part of the journal. An empty component does not narrow it. */
public record HistoryFilter(Optional<String> projectId, Optional<String> runId) {
    public static final HistoryFilter ALL = new HistoryFilter(Optional.empty(), Optional.empty());

    public boolean takes(JournalEntry entry) {
        return projectId.filter(id -> !id.equals(entry.what().projectId())).isEmpty()
                && runId.filter(id -> !id.equals(entry.what().runId())).isEmpty();
    }

    /** Whether it takes every entry. */
    public boolean all() {
        return projectId.isEmpty() && runId.isEmpty();
    }
}
