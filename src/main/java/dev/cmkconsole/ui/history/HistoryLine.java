package dev.cmkconsole.ui.history;

import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was done once: an intent and what became of it, or the beginning and the end of a run, as one line.
 *
 * @param first the intent, or the beginning; absent where it is older than what was read
 * @param last the outcome, or the end; absent while there is none
 */
public record HistoryLine(Optional<JournalEntry> first, Optional<JournalEntry> last) {

    private record AttemptKey(String runId, String step, int attempt) {}

    /** @param entries newest first; so are the lines */
    static List<HistoryLine> of(List<JournalEntry> entries) {
        Map<AttemptKey, List<JournalEntry>> byDeed = new LinkedHashMap<>();
        for (var entry : entries) {
            var what = entry.what();
            byDeed.computeIfAbsent(
                            new AttemptKey(what.runId(), what.step().orElse(""), what.attempt()),
                            _ -> new ArrayList<>())
                    .add(entry);
        }
        return byDeed.values().stream().map(HistoryLine::joined).toList();
    }

    private static HistoryLine joined(List<JournalEntry> newestFirst) {
        return new HistoryLine(
                newestFirst.reversed().stream()
                        .filter(e -> opens(e.what().kind()))
                        .findFirst(),
                newestFirst.stream().filter(e -> !opens(e.what().kind())).findFirst());
    }

    private static boolean opens(EntryKind kind) {
        return kind == EntryKind.INTENT || kind == EntryKind.RUN_STARTED;
    }

    private JournalEntry any() {
        return last.or(() -> first).orElseThrow();
    }

    public JournalDraft what() {
        return first.or(() -> last).orElseThrow().what();
    }

    public long seq() {
        return any().seq();
    }

    /** When it began, as far as is known. */
    public Instant at() {
        return first.or(() -> last).orElseThrow().at();
    }

    public String runId() {
        return what().runId();
    }

    /** Whether it is a run as a whole rather than a step of one. */
    public boolean wholeRun() {
        return what().step().isEmpty();
    }

    /** Empty while nothing is written about how it ended. */
    public Optional<Outcome> outcome() {
        return last.flatMap(e -> e.what().outcome());
    }

    public Optional<String> request() {
        return first.flatMap(e -> e.what().request())
                .or(() -> last.flatMap(e -> e.what().request()));
    }

    public Optional<String> answer() {
        return last.flatMap(e -> e.what().answer());
    }

    public Optional<Integer> status() {
        return last.flatMap(e -> e.what().status());
    }

    public Optional<String> code() {
        return last.flatMap(e -> e.what().code());
    }

    public Optional<String> requestId() {
        return last.flatMap(e -> e.what().requestId());
    }
}
