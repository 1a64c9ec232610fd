package dev.cmkconsole.report;

import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunOrigin;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Summarizes the runs of a journal whose entries pass by once. It keeps a few words of each run and no entry, so that a
 * journal of any size can be listed.
 */
public final class RunSummaries {
    private final SequencedMap<String, Run> runs = new LinkedHashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private final Map<String, Integer> steps = new HashMap<>();

    /** Takes the next entry, oldest first. */
    public void see(JournalEntry entry) {
        var what = entry.what();
        var run = runs.computeIfAbsent(what.runId(), _ -> new Run(entry));
        switch (what.kind()) {
            case INTENT -> run.attempt(key(entry), true);
            case OUTCOME, RECONCILED -> run.attempt(key(entry), false);
            case RUN_ENDED -> {
                run.ended = entry.at();
                run.outcome = what.outcome();
            }
            case RUN_STARTED -> {}
        }
    }

    public int size() {
        return runs.size();
    }

    /** The runs, the latest to begin first. */
    public Stream<RunSummary> newestFirst() {
        return runs.sequencedValues().reversed().stream().map(Run::summary);
    }

    /** An attempt at a step, as a number. */
    private long key(JournalEntry entry) {
        int step = steps.computeIfAbsent(entry.what().step().orElse(""), _ -> steps.size());
        return (long) step << Integer.SIZE | entry.what().attempt();
    }

    /** The same text in many runs is kept once. */
    private String word(String text) {
        return words.computeIfAbsent(text, same -> same);
    }

    private final class Run {
        private final RunOrigin origin;
        private final String title;
        private final Optional<String> name;
        private final Instant began;
        private @Nullable Instant ended;
        private Optional<Outcome> outcome = Optional.empty();
        private long[] attempts = {};
        private boolean[] open = {};
        private int count;

        Run(JournalEntry first) {
            var from = first.what().origin();
            origin = new RunOrigin(
                    from.runId(),
                    word(from.procedure()),
                    word(from.actor()),
                    word(from.connection()),
                    word(from.projectId()),
                    word(from.projectName()));
            title = word(first.what().title());
            name = first.what().facts().flatMap(RunFacts::name).map(RunSummaries.this::word);
            began = first.at();
        }

        void attempt(long key, boolean begins) {
            int at = count - 1;
            while (at >= 0 && attempts[at] != key) {
                at--;
            }
            if (at < 0) {
                at = count++;
                if (count > attempts.length) {
                    attempts = Arrays.copyOf(attempts, Math.max(4, at * 2));
                    open = Arrays.copyOf(open, attempts.length);
                }
                attempts[at] = key;
            }
            open[at] = begins;
        }

        RunSummary summary() {
            int unanswered = 0;
            for (int i = 0; i < count; i++) {
                unanswered += open[i] ? 1 : 0;
            }
            return new RunSummary(
                    origin,
                    new RunSummary.Words(title, name),
                    began,
                    Optional.ofNullable(ended),
                    outcome,
                    count,
                    unanswered);
        }
    }
}
