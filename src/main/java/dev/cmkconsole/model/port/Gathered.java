package dev.cmkconsole.model.port;

import dev.cmkconsole.model.port.Journal.Placed;
import dev.cmkconsole.model.record.JournalEntry;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a journal's entries tell, gathered as the journal grows: a question reads only the entries since the question
 * before. If the last entry seen is not in its place any more, the journal is another one, and gathering begins anew.
 *
 * @param <S> what is gathered; only questions and {@code see} touch it, one at a time
 */
public final class Gathered<S> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Journal journal;
    private final Supplier<S> nothing;
    private final BiConsumer<S, JournalEntry> see;
    private S told;
    private @Nullable Placed last;

    /** @param see adds what one entry tells; it gets every entry once, oldest first */
    public Gathered(Journal journal, Supplier<S> nothing, BiConsumer<S, JournalEntry> see) {
        this.journal = journal;
        this.nothing = nothing;
        this.see = see;
        this.told = nothing.get();
    }

    /** Answers from all entries of this moment. The answer must not be a view of what is gathered. */
    public <T> T ask(Function<S, T> question) {
        lock.lock();
        try {
            if (last != null && !journal.at(List.of(last.place())).equals(List.of(last.entry()))) {
                last = null;
                told = nothing.get();
            }
            journal.forEachFrom(last == null ? 0 : last.next(), placed -> {
                see.accept(told, placed.entry());
                last = placed;
                return true;
            });
            return question.apply(told);
        } finally {
            lock.unlock();
        }
    }
}
