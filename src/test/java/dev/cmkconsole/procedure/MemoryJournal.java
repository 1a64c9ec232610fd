package dev.cmkconsole.procedure;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;

/** A journal without a disk, which can fail or be watched at any write. */
public final class MemoryJournal implements Journal {
    private final Clock clock;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<String> happenings;
    private int failFrom = Integer.MAX_VALUE;
    private IntConsumer beforeWrite = _ -> {};
    private IntConsumer afterWrite = _ -> {};

    /** @param happenings receives each write, in one list with all other events */
    public MemoryJournal(Clock clock, List<String> happenings) {
        this.clock = clock;
        this.happenings = happenings;
    }

    /** As after a start in an empty folder. */
    public void forget() {
        entries.clear();
    }

    /** Every write from the nth on fails, counted from 1. */
    public void failFrom(int n) {
        failFrom = n;
    }

    public void before(IntConsumer write) {
        beforeWrite = write;
    }

    public void after(IntConsumer write) {
        afterWrite = write;
    }

    @Override
    public JournalEntry append(JournalDraft draft) {
        int n = entries.size() + 1;
        beforeWrite.accept(n);
        if (n >= failFrom) {
            throw new ServiceException(
                    new Problem.Local("journal.append", "JOURNAL_UNWRITABLE", "disk full", clock.instant()));
        }
        var entry = new JournalEntry(n, clock.instant(), draft, "", "");
        entries.add(entry);
        happenings.add(draft.kind() + draft.step().map(s -> " " + s).orElse(""));
        afterWrite.accept(n);
        return entry;
    }

    @Override
    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    public List<JournalDraft> drafts() {
        return entries.stream().map(JournalEntry::what).toList();
    }

    /** Outcomes of one step, in order. */
    public List<JournalDraft.Outcome> outcomes(StepId step) {
        return drafts().stream()
                .filter(d -> d.kind() == EntryKind.OUTCOME && d.step().equals(Optional.of(step.value())))
                .map(d -> d.outcome().orElseThrow())
                .toList();
    }

    @Override
    public List<JournalEntry> openIntents(String projectId) {
        return entries.stream()
                .filter(e -> e.what().kind() == EntryKind.INTENT
                        && e.what().projectId().equals(projectId))
                .filter(e -> entries.stream().noneMatch(c -> c.seq() > e.seq() && closes(c.what(), e.what())))
                .toList();
    }

    private static boolean closes(JournalDraft closing, JournalDraft intent) {
        boolean known =
                closing.outcome().filter(JournalDraft.Outcome.UNKNOWN::equals).isEmpty();
        boolean sentAgain = closing.kind() == EntryKind.INTENT
                && closing.attempt() > intent.attempt()
                && closing.runId().equals(intent.runId())
                && closing.step().equals(intent.step());
        if (sentAgain) {
            return true;
        }
        return (closing.kind() == EntryKind.OUTCOME && known || closing.kind() == EntryKind.RECONCILED)
                && Objects.equals(closing.runId(), intent.runId())
                && closing.step().equals(intent.step())
                && closing.attempt() == intent.attempt();
    }

    @Override
    public void close() {}
}
