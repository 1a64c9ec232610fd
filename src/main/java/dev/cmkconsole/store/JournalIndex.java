package dev.cmkconsole.store;

import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.store.CacheDatabase.Head;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Keeps the index equal to the journal. It reads the journal in short steps, so that other work of the cache continues
 * while a long journal is indexed. Only the cache's thread uses it, except for {@link #percent}.
 */
final class JournalIndex {
    /** A step is at most this long; it takes well under a second. */
    private static final int ENTRIES = 2000;

    private static final long LENGTH = 4 << 20;

    private final Journal journal;
    private final Consumer<String> lostEntries;
    private Head head = Head.NONE;
    private boolean complete;
    private volatile OptionalInt percent = OptionalInt.empty();

    /** @param lostEntries is told when the journal no longer has entries that the index has */
    JournalIndex(Journal journal, Consumer<String> lostEntries) {
        this.journal = journal;
        this.lostEntries = lostEntries;
    }

    /** Compares the index of a database with the journal, and begins anew if the two differ. */
    void open(CacheDatabase database) throws SQLException {
        complete = false;
        head = database.head();
        boolean whole = database.historyRows() == head.rows();
        if (whole && (head.rows() == 0 || stillThere())) {
            return;
        }
        if (whole && sameOrEmptyJournal()) {
            lostEntries.accept("The search index has seen the journal reach entry " + head.seq() + " with hash "
                    + head.hash() + "; the journal does not hold that entry any more.");
        }
        database.clearHistory();
        head = Head.NONE;
    }

    /** Each entry contains the hash of the one before: where the last is the same, all before it are. */
    private boolean stillThere() {
        return journal.at(List.of(head.place())).stream()
                .anyMatch(entry -> entry.seq() == head.seq() && entry.hash().equals(head.hash()));
    }

    /** A journal that was begun anew has another first line. One without a first line has lost what it had. */
    private boolean sameOrEmptyJournal() {
        return journal.chain().map(head.chain()::equals).orElse(true);
    }

    /** Indexes the next entries, and returns whether the index now has all. */
    boolean step(CacheDatabase database) throws SQLException {
        var entries = new ArrayList<Journal.Placed>();
        long from = head.next();
        var enough = new boolean[1];
        journal.forEachFrom(from, placed -> {
            entries.add(placed);
            enough[0] = entries.size() >= ENTRIES || placed.next() - from >= LENGTH;
            return !enough[0];
        });
        if (!entries.isEmpty()) {
            try (var indexing = database.index(head)) {
                for (var placed : entries) {
                    indexing.add(placed);
                }
                head = indexing.finish();
            }
        }
        complete = !enough[0];
        percent = complete ? OptionalInt.empty() : OptionalInt.of(done());
        return complete;
    }

    private int done() {
        return Math.clamp(head.next() * 100 / Math.max(1, journal.end()), 0, 99);
    }

    boolean complete() {
        return complete;
    }

    /** How much of the journal is indexed; empty if all of it. */
    OptionalInt percent() {
        return percent;
    }
}
