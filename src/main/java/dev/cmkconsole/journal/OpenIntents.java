package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Finds the intents that no later entry closes. */
final class OpenIntents {
    private record Key(String runId, Optional<String> step, int attempt) {}

    private final LinkedHashMap<Key, JournalEntry> open = new LinkedHashMap<>();

    void see(JournalEntry entry) {
        JournalDraft what = entry.what();
        var key = new Key(what.runId(), what.step(), what.attempt());
        switch (what.kind()) {
            case INTENT -> open.putLast(key, entry);
            case OUTCOME, RECONCILED -> open.remove(key);
            case RUN_STARTED, RUN_ENDED -> {}
        }
    }

    List<JournalEntry> all() {
        return List.copyOf(open.values());
    }

    List<JournalEntry> of(String projectId) {
        return open.values().stream()
                .filter(entry -> entry.what().projectId().equals(projectId))
                .toList();
    }
}
