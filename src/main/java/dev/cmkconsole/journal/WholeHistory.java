package dev.cmkconsole.journal;

import dev.cmkconsole.model.port.Journal.Placed;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A journal and the journals that were set aside before it, read as one. Places contain the number of the file, so that
 * the entries of one run can be read again without passing over the rest.
 */
public final class WholeHistory {
    /** A place is the number of the file and the offset in it. */
    private static final int OFFSET_BITS = 44;

    private final List<Path> files = new ArrayList<>();

    public WholeHistory(Path journal) throws IOException {
        files.addAll(ArchivedJournals.chain(new JournalFiles(journal)).reversed());
        files.add(journal);
    }

    /**
     * Visits every readable entry with its place, oldest first.
     *
     * @throws UncheckedIOException when a file cannot be read
     */
    public void forEach(Consumer<Placed> visitor) {
        for (int i = 0; i < files.size(); i++) {
            long number = (long) i << OFFSET_BITS;
            new JournalReader(files.get(i)).forEachFrom(0, Long.MAX_VALUE, found -> {
                visitor.accept(new Placed(found.entry(), number | found.place(), number | found.next()));
                return true;
            });
        }
    }

    /** The entries at these places, in the given order. */
    public List<JournalEntry> at(List<Long> places) {
        var found = new ArrayList<JournalEntry>();
        int from = 0;
        while (from < places.size()) {
            int file = file(places.get(from));
            int to = from + 1;
            while (to < places.size() && file(places.get(to)) == file) {
                to++;
            }
            var offsets = places.subList(from, to).stream()
                    .map(place -> place & (1L << OFFSET_BITS) - 1)
                    .toList();
            found.addAll(new JournalReader(files.get(file)).at(offsets, Long.MAX_VALUE));
            from = to;
        }
        return found;
    }

    private static int file(long place) {
        return (int) (place >> OFFSET_BITS);
    }
}
