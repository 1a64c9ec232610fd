package dev.cmkconsole.service.run;

import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * A journal that runs an action right before or right after one of its writes. Every request of a run lies between an
 * intent and an outcome, so these points cover every possible interference.
 *
 * @param write number of the write, from 1
 */
public record Moments(Journal journal, long write, boolean before, Runnable what) implements Journal {
    @Override
    public JournalEntry append(JournalDraft draft) {
        boolean now = journal.last().map(JournalEntry::seq).orElse(0L) + 1 == write;
        if (now && before) {
            what.run();
        }
        var entry = journal.append(draft);
        if (now && !before) {
            what.run();
        }
        return entry;
    }

    @Override
    public List<JournalEntry> entries() {
        return journal.entries();
    }

    @Override
    public List<JournalEntry> openIntents(String projectId) {
        return journal.openIntents(projectId);
    }

    @Override
    public void close() {
        journal.close();
    }

    /**
     * A journal that acts at each of its writes: before an intent, after it, before its outcome, and before the end of
     * the run. Nothing happens between the end of one step and the beginning of the next.
     *
     * @param begun the steps whose intents this program wrote
     * @param at receives the moment in words, and what is written
     */
    public record Each(Journal journal, Set<String> begun, BiConsumer<String, JournalDraft> at) implements Journal {
        public static Journal of(Journal journal, BiConsumer<String, JournalDraft> at) {
            return new Each(journal, new HashSet<>(), at);
        }

        @Override
        public JournalEntry append(JournalDraft draft) {
            var step = draft.step().orElse("");
            boolean intent = draft.kind() == EntryKind.INTENT;
            if (intent) {
                at.accept(BEFORE_INTENT + step, draft);
            } else if (draft.kind() == EntryKind.OUTCOME && begun.contains(step)) {
                at.accept(BEFORE_OUTCOME + step, draft);
            } else if (draft.kind() == EntryKind.RUN_ENDED) {
                at.accept(BEFORE_END, draft);
            }
            var entry = journal.append(draft);
            if (intent) {
                begun.add(step);
                at.accept(AFTER_INTENT + step, draft);
            }
            return entry;
        }

        @Override
        public List<JournalEntry> entries() {
            return journal.entries();
        }

        @Override
        public List<JournalEntry> openIntents(String projectId) {
            return journal.openIntents(projectId);
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    public static final String BEFORE_INTENT = "before the intent of ";
    public static final String AFTER_INTENT = "after the intent of ";
    public static final String BEFORE_OUTCOME = "before the outcome of ";
    public static final String BEFORE_END = "before the end";

    /** The program ends abruptly. */
    public static final class Gone extends Error {
        private static final long serialVersionUID = 1;
    }

    /** A journal that runs an action once, right after the intent of a step is on disk and before its request. */
    record AtTheIntent(Journal journal, StepId step, AtomicBoolean over, Runnable what) implements Journal {
        static Journal of(StepId step, Journal journal, Runnable what) {
            return new AtTheIntent(journal, step, new AtomicBoolean(), what);
        }

        @Override
        public JournalEntry append(JournalDraft draft) {
            var entry = journal.append(draft);
            boolean intent = draft.kind() == EntryKind.INTENT
                    && draft.step().filter(step.value()::equals).isPresent();
            if (intent && !over.getAndSet(true)) {
                what.run();
            }
            return entry;
        }

        @Override
        public List<JournalEntry> entries() {
            return journal.entries();
        }

        @Override
        public List<JournalEntry> openIntents(String projectId) {
            return journal.openIntents(projectId);
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
