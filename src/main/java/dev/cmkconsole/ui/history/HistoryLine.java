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
import java.util.function.Predicate;

/**
 * One action as a line: an intent and its outcome, or the start and the end of a run.
 *
 * @param first the intent or the start; absent if it is older than the entries that were read
 * @param last the outcome or the end; absent if there is none yet
 * @param underWay whether the program is still at it, so that the outcome is yet to come
 */
public record HistoryLine(Optional<JournalEntry> first, Optional<JournalEntry> last, boolean underWay) {

    private record AttemptKey(String runId, String step, int attempt) {}

    /**
     * @param entries newest first; the lines have the same order
     * @param running tells which runs are in progress
     */
    static List<HistoryLine> of(List<JournalEntry> entries, Predicate<String> running) {
        Map<AttemptKey, List<JournalEntry>> byDeed = new LinkedHashMap<>();
        for (var entry : entries) {
            var what = entry.what();
            byDeed.computeIfAbsent(
                            new AttemptKey(what.runId(), what.step().orElse(""), what.attempt()),
                            _ -> new ArrayList<>())
                    .add(entry);
        }
        return byDeed.values().stream().map(deed -> joined(deed, running)).toList();
    }

    private static HistoryLine joined(List<JournalEntry> newestFirst, Predicate<String> running) {
        var last = newestFirst.stream().filter(e -> !opens(e.what().kind())).findFirst();
        return new HistoryLine(
                newestFirst.reversed().stream()
                        .filter(e -> opens(e.what().kind()))
                        .findFirst(),
                last,
                last.isEmpty() && running.test(newestFirst.getFirst().what().runId()));
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

    /** Returns the start time as far as it is known. */
    public Instant at() {
        return first.or(() -> last).orElseThrow().at();
    }

    public String runId() {
        return what().runId();
    }

    /** Returns whether the line stands for a whole run rather than one of its steps. */
    public boolean wholeRun() {
        return what().step().isEmpty();
    }

    /** Empty if the journal contains no outcome yet. */
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
