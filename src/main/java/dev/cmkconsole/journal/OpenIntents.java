package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the intents that no later entry closes. An outcome that is unknown closes nothing: a later reading may still
 * determine it, unless the same run has sent the step again. What a later run could not determine either is closed.
 */
final class OpenIntents {
    private record Key(String runId, Optional<String> step, int attempt) {}

    private final LinkedHashMap<Key, JournalEntry> open = new LinkedHashMap<>();
    private final Set<Key> unknown = new HashSet<>();

    void see(JournalEntry entry) {
        JournalDraft what = entry.what();
        var key = new Key(what.runId(), what.step(), what.attempt());
        switch (what.kind()) {
            case INTENT -> {
                open.keySet()
                        .removeIf(k -> unknown.contains(k) && k.runId.equals(key.runId) && k.step.equals(key.step));
                open.putLast(key, entry);
            }
            case OUTCOME -> {
                if (what.outcome().filter(JournalDraft.Outcome.UNKNOWN::equals).isPresent()) {
                    unknown.add(key);
                } else {
                    open.remove(key);
                }
            }
            case RECONCILED -> open.remove(key);
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
