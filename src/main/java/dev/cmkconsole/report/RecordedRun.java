package dev.cmkconsole.report;

import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A run as the journal has it.
 *
 * @param entries all of its entries, oldest first; at least one
 * @param attempts in the order of their intents
 */
public record RecordedRun(String runId, List<JournalEntry> entries, List<Attempt> attempts) {

    /**
     * One attempt at one step.
     *
     * @param intent empty only in a damaged journal
     * @param closing the outcome, or what a later run determined; empty where the program ended between the two
     */
    public record Attempt(String step, int number, Optional<JournalEntry> intent, Optional<JournalEntry> closing) {
        /** The intent, which has the request; without an intent, the closing entry. */
        public JournalEntry any() {
            return intent.or(() -> closing).orElseThrow();
        }
    }

    /** Groups entries by run, in the order in which the runs began. */
    public static List<RecordedRun> of(List<JournalEntry> entries) {
        var byRun = new LinkedHashMap<String, ArrayList<JournalEntry>>();
        entries.forEach(entry -> byRun.computeIfAbsent(entry.what().runId(), _ -> new ArrayList<>())
                .add(entry));
        return byRun.entrySet().stream()
                .map(run -> new RecordedRun(run.getKey(), List.copyOf(run.getValue()), attempts(run.getValue())))
                .toList();
    }

    private static List<Attempt> attempts(List<JournalEntry> entries) {
        record Key(String step, int number) {}
        var found = new LinkedHashMap<Key, Attempt>();
        for (var entry : entries) {
            var what = entry.what();
            var key = new Key(what.step().orElse(""), what.attempt());
            switch (what.kind()) {
                case INTENT -> found.put(key, new Attempt(key.step, key.number, Optional.of(entry), Optional.empty()));
                case OUTCOME, RECONCILED ->
                    found.merge(
                            key,
                            new Attempt(key.step, key.number, Optional.empty(), Optional.of(entry)),
                            (begun, closed) -> new Attempt(key.step, key.number, begun.intent(), closed.closing()));
                case RUN_STARTED, RUN_ENDED -> {}
            }
        }
        return List.copyOf(found.values());
    }

    public JournalDraft first() {
        return entries.getFirst().what();
    }

    public Instant began() {
        return entries.getFirst().at();
    }

    private Optional<JournalEntry> end() {
        return entries.stream()
                .filter(entry -> entry.what().kind() == EntryKind.RUN_ENDED)
                .reduce((_, last) -> last);
    }

    public Optional<Instant> ended() {
        return end().map(JournalEntry::at);
    }

    /** Empty where the run has no end: it is still running, or the program ended during it. */
    public Optional<JournalDraft.Outcome> outcome() {
        return end().flatMap(entry -> entry.what().outcome());
    }
}
