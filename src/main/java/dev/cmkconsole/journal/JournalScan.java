package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks a journal file line by line along the chain, and names the faults of each line. Holds one line in memory. */
final class JournalScan implements Closeable {
    private static final int BUFFER = 1 << 16;

    /**
     * @param number from 1
     * @param offset of its first byte
     * @param end offset after its newline, or of the file's end for a torn line
     * @param bytes without the newline
     * @param content empty where the line is not of this format; else what it says, true or not
     */
    record Line(
            long number,
            long offset,
            long end,
            byte[] bytes,
            Optional<JournalFormat.Content> content,
            List<JournalFault> faults) {
        Optional<JournalEntry> entry() {
            return content.filter(JournalFormat.Content.Entry.class::isInstance)
                    .map(c -> ((JournalFormat.Content.Entry) c).entry());
        }

        boolean torn() {
            return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.TORN_TAIL);
        }
    }

    private final InputStream in;
    private final long limit;
    private final byte[] block = new byte[BUFFER];
    private int blockAt;
    private int blockEnd;
    private long offset;
    private long number;
    private long expectedSeq;
    private String previousHash = JournalFormat.ORIGIN;
    private Instant previousAt = Instant.MIN;

    private JournalScan(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /** @param limit the offset at which reading ends */
    static JournalScan of(Path file, long limit) throws IOException {
        return new JournalScan(Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream(), limit);
    }

    static JournalScan of(Path file) throws IOException {
        return of(file, Long.MAX_VALUE);
    }

    /**
     * Begins at the line at an offset. The lines have their right offsets; their faults and numbers mean nothing,
     * because the lines before are not known.
     */
    static JournalScan from(Path file, long offset, long limit) throws IOException {
        var scan = of(file, limit);
        try {
            scan.in.skipNBytes(offset);
            scan.offset = offset;
            return scan;
        } catch (EOFException e) {
            scan.close();
            return new JournalScan(InputStream.nullInputStream(), limit);
        } catch (IOException e) {
            scan.close();
            throw e;
        }
    }

    /** The next line, or empty at the end. */
    Optional<Line> next() throws IOException {
        long start = offset;
        var line = new ByteArrayOutputStream(1024);
        boolean ended = false;
        while (!ended && offset < limit && filled()) {
            int stop = (int) Math.min(blockEnd, blockAt + (limit - offset));
            int at = blockAt;
            while (at < stop && block[at] != '\n') {
                at++;
            }
            if (line.size() <= JournalFormat.LONGEST_LINE) {
                line.write(block, blockAt, at - blockAt);
            }
            ended = at < stop;
            int used = at - blockAt + (ended ? 1 : 0);
            offset += used;
            blockAt += used;
        }
        if (offset == start) {
            return Optional.empty();
        }
        number++;
        return Optional.of(judge(start, line.toByteArray(), ended));
    }

    /** Whether the block has another byte. */
    private boolean filled() throws IOException {
        if (blockAt == blockEnd) {
            blockAt = 0;
            blockEnd = Math.max(0, in.read(block));
        }
        return blockAt < blockEnd;
    }

    private static boolean hasZeros(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private Line judge(long start, byte[] bytes, boolean ended) throws IOException {
        var faults = new ArrayList<JournalFault>();
        Optional<JournalFormat.Content> content = Optional.empty();
        // After a power failure the file can be longer than its content: the rest is zeros.
        if (!ended || hasZeros(bytes) && !more()) {
            faults.add(new JournalFault(
                    FaultKind.TORN_TAIL,
                    number,
                    -1,
                    "The last line is incomplete (" + (offset - start) + " bytes): writing it was interrupted or is"
                            + " under way, or the file was cut. The next write sets it aside."));
            return new Line(number, start, offset, bytes, content, faults);
        }
        try {
            content = Optional.of(JournalFormat.parse(bytes));
        } catch (JournalFormat.MalformedLine e) {
            faults.add(new JournalFault(
                    e.newer() ? FaultKind.NEWER_FORMAT : FaultKind.UNREADABLE,
                    number,
                    -1,
                    "The line cannot be read: " + e.getMessage() + "."));
        }
        content.ifPresent(c -> follow(c, bytes, faults));
        if (content.isEmpty()) {
            expectedSeq++;
            previousHash = null;
        }
        return new Line(number, start, offset, bytes, content, List.copyOf(faults));
    }

    private boolean more() throws IOException {
        return offset < limit && filled();
    }

    private void follow(JournalFormat.Content content, byte[] bytes, List<JournalFault> faults) {
        switch (content) {
            case JournalFormat.Content.Header(JournalHeader header) -> {
                if (number != 1) {
                    faults.add(new JournalFault(
                            FaultKind.REPEATED, number, 0, "A second header is in the middle of the file."));
                }
                checkHash(bytes, 0, faults);
                advance(0, header.hash(), header.at());
            }
            case JournalFormat.Content.Entry(JournalEntry entry) -> {
                if (number == 1) {
                    faults.add(new JournalFault(
                            FaultKind.NO_HEADER, number, entry.seq(), "The file does not begin with a header."));
                }
                checkHash(bytes, entry.seq(), faults);
                checkPlace(entry, faults);
                advance(entry.seq(), entry.hash(), entry.at());
            }
        }
    }

    private void checkHash(byte[] bytes, long seq, List<JournalFault> faults) {
        if (!JournalFormat.carriesItsHash(bytes)) {
            faults.add(new JournalFault(
                    FaultKind.ALTERED,
                    number,
                    seq,
                    "The content of " + name(seq) + " does not have the hash that the line carries."));
        }
    }

    private void checkPlace(JournalEntry entry, List<JournalFault> faults) {
        long seq = entry.seq();
        if (seq > expectedSeq) {
            var range = expectedSeq == seq - 1
                    ? "Entry " + expectedSeq + " is"
                    : "Entries " + expectedSeq + " to " + (seq - 1) + " are";
            faults.add(new JournalFault(FaultKind.MISSING, number, expectedSeq, range + " missing before this line."));
        } else if (seq < expectedSeq) {
            faults.add(new JournalFault(
                    FaultKind.REPEATED,
                    number,
                    seq,
                    "Entry " + seq + " is where entry " + expectedSeq + " should be."));
        } else if (previousHash != null && !entry.previousHash().equals(previousHash)) {
            faults.add(new JournalFault(
                    FaultKind.UNLINKED,
                    number,
                    seq,
                    "Entry " + seq + " does not continue the line before it: one of the two was replaced."));
        }
        if (entry.at().isBefore(previousAt)) {
            faults.add(new JournalFault(
                    FaultKind.CLOCK_BACKWARDS,
                    number,
                    seq,
                    "Entry " + seq + " is dated " + entry.at() + ", before the line above (" + previousAt + ")."));
        }
    }

    private static String name(long seq) {
        return seq == 0 ? "the header" : "entry " + seq;
    }

    private void advance(long seq, String hash, Instant at) {
        expectedSeq = seq + 1;
        previousHash = hash;
        previousAt = at;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
